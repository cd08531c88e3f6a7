"""A text that is authentic in several languages, with hundreds of paragraphs and nothing said of most."""

import re
from pathlib import Path

import pytest
from small_site import GOOD, SITE, SOURCE, page, run, write_site

# The first two of many articles; what the others say nobody has written yet.
CHARTER = """\
prefix: O
title: {zh: 宪章, en: The Charter}
short_title: {zh: 宪章, en: the Charter}
publisher: {zh: 大会, en: The Assembly}
date: 1948-12-10
date_basis: {zh: 文中, en: In the text}
state: {zh: [全文], en: [Whole]}
paragraphs:
  - id: O-1
    phrases: {zh: [人人生而自由], en: [born free and equal]}
  - id: O-2
    phrases:
      zh: [人人有资格享有本宣言所载的一切权利和自由不分种族肤色性别]
      en: [entitled to all the rights]
""" + "".join(f"  - id: O-{number}\n" for number in range(3, 301))


def site(folder: Path, zh: str, en: str, settings: str = "longest_phrase: {zh: 40}\n") -> Path:
    """A site that rests on the charter."""
    pages = {
        "content/pages/city.zh.md": page(zh),
        "content/pages/city.en.md": page(en, "title: City\nsummary: One."),
    }
    return write_site(folder, {**GOOD, SITE: GOOD[SITE] + settings, SOURCE: CHARTER, **pages})


def test_each_language_quotes_its_own_text(tmp_path: Path) -> None:
    """And readers of each see its phrases as their own, on the page of the source."""
    root = site(tmp_path, "大会说“人人生而自由”[O-1](source:O-1)。", "It says “born free” [O-1](source:O-1).")
    done = run("build", "--root", root)
    assert (done.exit_code, re.findall(r": (?:error|gate): .*", done.stderr)) == (0, [])


@pytest.mark.parametrize(
    ("zh", "en", "told"),
    [
        (
            "“人人生而平等”[O-1](source:O-1)。",
            "One [O-1](source:O-1).",
            "city.zh.md:6:1: error: “人人生而平等”",
        ),
        ("一[O-1](source:O-1)。", "“born equal” [O-1](source:O-1).", "city.en.md:6:1: error: “born equal”"),
    ],
)
def test_what_neither_text_says_is_named(tmp_path: Path, zh: str, en: str, told: str) -> None:
    """In the language in which it is quoted: nobody takes it for a rendering."""
    done = run("check", "--root", site(tmp_path, zh, en))
    assert done.exit_code == 1
    assert told in done.stderr
    assert "is no phrase of O-1 [misquoted]" in done.stderr


@pytest.mark.parametrize(("settings", "rules"), [("longest_phrase: {zh: 40}\n", []), ("", ["long-phrase"])])
def test_how_much_may_be_quoted_is_the_site_s(tmp_path: Path, settings: str, rules: list[str]) -> None:
    """A law or a charter may be quoted at length; what is usual holds where nothing is said."""
    root = site(tmp_path, "一[O-1](source:O-1)。", "One [O-1](source:O-1).", settings)
    done = run("check", "--root", root)
    assert re.findall(r"error: .*\[(.+)\]$", done.stderr, re.MULTILINE) == rules
    if rules:
        assert f"{SOURCE}:" in done.stderr


def test_places_of_phrases_are_those_in_the_file(tmp_path: Path) -> None:
    """What is wrong with one is told where it stands, in whichever language."""
    wrong = CHARTER.replace("en: [entitled to all the rights]", "en: [7]")
    root = write_site(tmp_path, {**GOOD, SOURCE: wrong})
    done = run("check", "--root", root)
    line = wrong.split("\n").index("      en: [7]") + 1
    assert f"{SOURCE}:{line}:12: error: " in done.stderr
