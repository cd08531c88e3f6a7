"""What is said of the term base itself: references, names that two terms share, names to avoid, languages."""

from pathlib import Path

import pytest
from marked import expected, said
from small_site import PAGE, TERMS, Files, page, read, run, write_site

RULES = (
    "unknown-reference",
    "unused-reference",
    "unread-reference",
    "reference-id",
    "refused-address",
    "shared-name",
    "avoided-and-approved",
    "unknown-language",
)
GLOSSARY = """\
groups:
  - id: words
    title: {zh: 名字, en: Words}
    terms:
      - id: cheng-shi
        zh: 城市
        pinyin: chéngshì
        en: city
        also: {zh: [大城], en: [town]}
        avoid: {zh: [都会], en: [metropolis]}
        alternatives:
          - {words: borough}
          - {words: municipality, reference: city-daily}
        explanation: {zh: 一句。, en: Explanation.}
        basis: [law-2020]
      - id: shi-min
        zh: 市民
        pinyin: shìmín
        en: resident
        explanation: {zh: 一句。, en: Explanation.}
"""
REFERENCES = "content/references.yaml"
LISTED = """\
city-daily: {title: {zh: 日报, en: Daily}, url: https://e.org/daily?a=1, seen: whole, seen_on: 2026-11-21}
law-2020: {title: {zh: 法, en: Law}, url: http://example.org/law, seen: excerpt, seen_on: 2026-11-21}
"""


def changed(*changes: tuple[str, str]) -> Files:
    """The glossary and its references with some things changed."""
    files = {TERMS: GLOSSARY, REFERENCES: LISTED}
    for old, new in changes:
        [path] = [path for path, text in files.items() if old in text]
        assert files[path].count(old) == 1, old
        files[path] = files[path].replace(old, new)
    return files


ADD = "Add it to content/references.yaml, or take it away."
NAME = (
    "Link to it with `reference:law-2020`, name it in the `basis`, the `outside` or an alternative of a term,"
    " or remove it."
)
OPEN = (
    "Open it, compare it with what the site says, and write `seen: whole` (or `excerpt`) and `seen_on:` with "
    "the day."
)
WRITE = "Write it with https://, or http:// where there is no other."
OTHER = "Give one of them another name, or write `common: true` to one: it is not linked."
AWAY = "Take it away here, or give that term another name."

FAULTS = {
    "a basis that is not there": (
        changed(("basis: [law-2020]", "basis: [law-2020, ▸law-2021, ▸xyzzy]")),
        "error: there is no reference `law-2021` [unknown-reference] Did you mean `law-2020`?",
        f"error: there is no reference `xyzzy` [unknown-reference] {ADD}",
    ),
    "a reference for what comes from outside that is not there": (
        changed(("basis: [law-2020]", "basis: [law-2020]\n        outside: [city-daily, ▸law-2]")),
        "error: there is no reference `law-2` [unknown-reference] Did you mean `law-2020`?",
    ),
    "a reference of an alternative that is not there": (
        changed(("{words: borough}", "{words: borough, reference: ▸city-dialy}")),
        "error: there is no reference `city-dialy` [unknown-reference] Did you mean `city-daily`?",
    ),
    "a reference that no term names": (
        changed(("        basis: [law-2020]\n", ""), ("zh: 法", "zh: ▸法")),
        f"warning: no page and no term names the reference `law-2020` [unused-reference] {NAME}",
    ),
    "a reference of a page that is not there": (
        {**changed(), PAGE: page("见▸[日报](reference:city-daly)和▸[法](reference:)。")},
        "error: there is no reference `city-daly` [unknown-reference] Did you mean `city-daily`?",
        f"error: there is no reference `` [unknown-reference] {ADD}",
    ),
    "references that nobody read": (
        changed(
            ("zh: 日报", "zh: ▸日报"),
            ("seen: whole, ", ""),
            ("zh: 法", "zh: ▸法"),
            ("excerpt, seen_on: 2026-11-21", "excerpt"),
        ),
        f"warning: nobody has said what was read of `city-daily` [unread-reference] {OPEN}",
        f"warning: nobody has said what was read of `law-2020` [unread-reference] {OPEN}",
    ),
    "a reference that cannot be an address": (
        changed(
            ("basis: [law-2020]", "basis: [Law 2020]"),
            ("law-2020: {title: {zh: 法", "Law 2020: {title: {zh: ▸法"),
        ),
        "error: `Law 2020` cannot be the address of a reference [reference-id] "
        "Use a-z, 0-9 and hyphens: sixth-tone-2021.",
    ),
    "addresses that lead nowhere": (
        changed(
            ("https://e.org/daily?a=1", "▸www.example.org"), ("http://example.org/law", "▸https://")
        ),
        "error: `www.example.org` is no address of the web [refused-address] Write `https://www.example.org`.",
        f"error: `https://` is no address of the web [refused-address] {WRITE}",
    ),
    "addresses of other kinds": (
        changed(
            ("https://e.org/daily?a=1", "▸javascript:alert(1)"),
            ("http://example.org/law", "▸ftp://example.org/law"),
        ),
        f"error: `javascript:alert(1)` is no address of the web [refused-address] {WRITE}",
        f"error: `ftp://example.org/law` is no address of the web [refused-address] {WRITE}",
    ),
    "an address with a space": (
        changed(("http://example.org/law", "▸http://example.org/the law")),
        "error: `http://example.org/the law` is no address of the web [refused-address] "
        "Write `http://example.org/the%20law`.",
    ),
    "one English for two terms": (
        changed(("en: resident", "en: ▸city")),
        f"error: “city” names two terms: `cheng-shi` and `shi-min` [shared-name] {OTHER}",
    ),
    "one Chinese for two terms": (
        changed(("zh: 市民", "zh: 市民\n        also: {zh: [▸城市], en: [▸town]}")),
        f"error: “城市” names two terms: `cheng-shi` and `shi-min` [shared-name] {OTHER}",
        f"error: “town” names two terms: `cheng-shi` and `shi-min` [shared-name] {OTHER}",
    ),
    "a name of the term itself": (
        changed(("avoid: {zh: [都会], en: [metropolis]}", "avoid: {zh: [▸大城], en: [metropolis]}")),
        f"error: “大城” is to be avoided, but it is a name of `cheng-shi` [avoided-and-approved] {AWAY}",
    ),
    "a name of another term": (
        changed(("en: [metropolis]", "en: [metropolis, ▸resident]")),
        f"error: “resident” is to be avoided, but it is a name of `shi-min` [avoided-and-approved] {AWAY}",
    ),
    "a name of a common term": (
        changed(("en: [metropolis]", "en: [▸resident]"), ("zh: 市民", "zh: 市民\n        common: true")),
        f"error: “resident” is to be avoided, but it is a name of `shi-min` [avoided-and-approved] {AWAY}",
    ),
    "languages that no edition uses": (
        changed(("also: {zh: [大城]", "also: {cn: [▸大城]"), ("avoid: {zh", "avoid: {fr: [▸ville], zh")),
        "error: `also` has the language `cn`, which no edition uses [unknown-language] "
        "Languages are: zh, en.",
        "error: `avoid` has the language `fr`, which no edition uses [unknown-language] "
        "Languages are: zh, en.",
    ),
    "a language without words": (
        changed(("id: cheng-shi", "id: ▸cheng-shi"), ("also: {zh: [大城]", "also: {eng: []")),
        "error: `also` has the language `eng`, which no edition uses [unknown-language] "
        "Did you mean `en`?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named at its place, once, with what to do."""
    files, *messages = FAULTS[name]
    assert said(tmp_path, files, RULES) == expected(files, *messages)


NEAR_MISSES = {
    "nothing wrong": changed(),
    "a reference of alternatives alone": changed(("basis: [law-2020]", "basis: [city-daily]"),
        ("{words: borough}", "{words: borough, reference: law-2020}")),
    "a reference for what comes from outside": changed(("basis: [law-2020]", "outside: [law-2020]")),
    "a reference named twice": changed(("basis: [law-2020]", "basis: [law-2020, law-2020, city-daily]")),
    "an address with a port and characters": changed(("http://example.org/law", "http://example.org:80/法#a")),
    "a name that a common term has too": changed(("en: resident", "en: city\n        common: true")),
    "two common terms": changed(
        ("en: resident", "en: city\n        common: true"), ("zh: 城市", "zh: 城市\n        common: true")
    ),
    "one name in two languages": changed(("zh: 市民", "zh: city")),
    "a name of the term itself, twice": changed(("en: [town]", "en: [city]")),
    "a name that differs by its capital": changed(("en: resident", "en: City")),
    "an avoided word in the other language": changed(("en: [metropolis]", "en: [城市]")),
    "a part of a name": changed(("zh: [都会]", "zh: [城]")),
    "two terms that avoid one word": changed(
        ("zh: 市民", "zh: 市民\n        avoid: {zh: [都会]}")
    ),
    "a reference that only a page names": {
        **changed(("basis: [law-2020]", "basis: [city-daily]")),
        PAGE: page("见[法](reference:law-2020)。"),
    },
    "no glossary": {TERMS: "groups: []\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """What only looks like a fault is not named."""
    assert said(tmp_path, NEAR_MISSES[name], RULES) == []


def test_an_unused_reference_stops_nothing(tmp_path: Path) -> None:
    """The site is built, and a site may switch the rule off, or make it stop its builds."""
    unused = changed(("        basis: [law-2020]\n", ""))
    for severity, code in (("note", 0), ("error", 1)):
        site = "content/site.yaml"
        root = write_site(tmp_path / severity, unused)
        text = (root / site).read_text(encoding="utf-8")
        (root / site).write_text(
            text.replace("severities: {", f"severities: {{unused-reference: {severity}, "), encoding="utf-8"
        )
        result = run("build", "--root", root)
        assert result.exit_code == code
        assert f": {severity}: no page and no term names the reference `law-2020`" in result.stderr


def test_names(tmp_path: Path) -> None:
    """A term is named by its words, then by its others; in a language of neither by its others alone."""
    term = read(write_site(tmp_path, {**changed(), PAGE: page("文")})).terms["cheng-shi"]
    assert (term.names_in("zh"), term.names_in("en"), term.names_in("de")) == (
        ("城市", "大城"),
        ("city", "town"),
        (),
    )
    assert [(str(each.words), each.reference) for each in term.alternatives] == [
        ("borough", None),
        ("municipality", "city-daily"),
    ]


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("{words: borough}", "borough"), 12, "must be a group of `key: value` lines [wrong-type]"),
        (("{words: borough}", "{word: borough}"), 12, "is not known [unknown-key]"),
        (("basis: [law-2020]", "basis: law-2020"), 15, "must be a list [wrong-type]"),
        (("en: resident", "en: resident\n        common: 1"), 20, "must be true or false [wrong-type]"),
        (("en: [town]", "en: town"), 9, "must be a list [wrong-type]"),
        (("basis: [law-2020]", "established: true"), 15, "is not known [unknown-key]"),
    ],
)
def test_broken_glossary(tmp_path: Path, change: tuple[str, str], line: int, message: str) -> None:
    """What the schema does not know is said on its line."""
    result = run("build", "--root", write_site(tmp_path, changed(change)))
    first = result.stderr.splitlines()[0]
    assert first.startswith(f"{TERMS}:{line}:")
    assert first.endswith(message)
