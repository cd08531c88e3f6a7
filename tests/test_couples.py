"""Pages beside their partners on sites of more than two languages, and what is said of such pages."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from checked import checked
from small_site import page, read
from told import told

from sitegen.checks.addresses import check_addresses
from sitegen.checks.pages import check_partner_headings, check_partners
from sitegen.checks.pairs.blocks import check_partner_blocks, check_partner_citations, check_partner_order
from sitegen.make import make_site
from sitegen.plan import plan
from sitegen.views import Article

SITE = """\
title: {zh: 小站, en: Small site, fr: Petit site}
description: {zh: 小站。, en: A small site., fr: Un petit site.}
base_url: https://example.org/
contact: mailto:editor@example.org
navigation:
  - {title: {zh: 全站, en: All, fr: Tout}, pages: [index, city]}
editions:
  - {tag: zh-Hans, prefix: zh, label: 简体, language: zh}
  - {tag: zh-Hant-TW, prefix: tw, label: 台灣, language: zh}
  - {tag: en, prefix: en, label: English, language: en}
  - {tag: fr, prefix: fr, label: français, language: fr}
"""
LANGUAGES = ("zh", "en", "fr")
CHECKS = (
    check_addresses,
    check_partners,
    check_partner_headings,
    check_partner_order,
    check_partner_blocks,
    check_partner_citations,
)
WORDS = {"zh": "城市。", "en": "A city.", "fr": "Une ville."}


def write(root: Path, files: Mapping[str, str | None]) -> Path:
    """Write a site in three languages, with some of its pages changed or left out."""
    pages = {f"{key}.{language}": WORDS[language] for key in ("index", "city") for language in LANGUAGES}
    (root / "content" / "pages").mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    for name, text in {**pages, **files}.items():
        if text is not None:
            path = root / "content" / "pages" / f"{name}.md"
            path.write_text(page(text, f"title: {name[:4]}\nsummary: {WORDS[name[-2:]]}"), "utf-8")
    return root


def test_every_couple_has_an_address(tmp_path: Path) -> None:
    """Each edition shows each other language, its own words first; readers stay in both as they go on."""
    planned = plan(read(write(tmp_path, {})), drafts=False)
    shown = {each.address.url: str(each.pair.theirs.edition.tag) for each in planned.pairs}
    assert shown == {
        f"/{prefix}/{key}{last}/": theirs
        for key in ("", "city/")
        for prefix, last, theirs in (
            ("zh", "bilingual", "en"),
            ("tw", "bilingual", "en"),
            ("zh", "bilingual-fr", "fr"),
            ("tw", "bilingual-fr", "fr"),
            ("en", "bilingual", "fr"),
            # The language that comes first may be read in each of its editions.
            ("en", "bilingual-zh", "zh-Hans"),
            ("en", "bilingual-tw", "zh-Hant-TW"),
            ("fr", "bilingual-zh", "zh-Hans"),
            ("fr", "bilingual-tw", "zh-Hant-TW"),
            ("fr", "bilingual-en", "en"),
        )
    }
    french = next(each for each in planned.pairs if each.address.url == "/tw/bilingual-fr/")
    assert french.ways.next
    assert french.ways.next.url == "/tw/city/bilingual-fr/"
    assert [choice.url for choice in french.address.choices] == [
        "/zh/bilingual-fr/",
        "/tw/bilingual-fr/",
        "/en/bilingual-zh/",
        "/fr/bilingual-zh/",
    ]
    assert [choice.url for choice in french.address.choices if choice.is_current] == ["/tw/bilingual-fr/"]
    assert len({each.url for each in planned.pair_map}) == len(shown)


def test_ways_name_the_partner(tmp_path: Path) -> None:
    """A page leads to each of its bilingual pages, by the name of the other language in its own."""
    planned = plan(read(write(tmp_path, {})), drafts=False)
    ways = {
        str(each.address.edition.tag): [(link.label, link.bilingual_url) for link in each.ways.pairs]
        for each in planned.pages
        if isinstance(each, Article) and each.address.key == "city"
    }
    assert ways == {
        "zh-Hans": [("中英对照", "/zh/city/bilingual/"), ("中法对照", "/zh/city/bilingual-fr/")],
        "zh-Hant-TW": [("中英對照", "/tw/city/bilingual/"), ("中法對照", "/tw/city/bilingual-fr/")],
        "en": [
            ("With the Chinese", "/en/city/bilingual-zh/"),
            ("With the French", "/en/city/bilingual/"),
        ],
        "fr": [
            ("Avec le texte en chinois en regard", "/fr/city/bilingual-zh/"),
            ("Avec le texte en anglais en regard", "/fr/city/bilingual-en/"),
        ],
    }


@pytest.mark.parametrize(
    ("path", "said", "unsaid"),
    [
        ("zh/city/bilingual", ["只看中文", "English only", "读音"], ["法", "French", "français"]),
        ("zh/city/bilingual-fr", ["只看中文", "En français seulement", "中法对照"], ["英", "English only"]),
        (
            "en/city/bilingual-tw",
            ["English only", "只看中文", "How words are read", "台灣"],
            ["French", "français"],
        ),
        ("fr/city/bilingual-en", ["En français seulement", "English only"], ["chinois", "Chinese"]),
        ("en/city/bilingual", ["English only", "En français seulement"], ["Chinese", "chinois", "How words"]),
    ],
)
def test_words_name_the_two_languages(tmp_path: Path, path: str, said: list[str], unsaid: list[str]) -> None:
    """What such a page says of its languages is about the two that it shows."""
    outputs = {each.path: each.data for each in make_site(write(tmp_path, {}), is_preview=False).outputs}
    html = outputs[f"{path}/index.html"].decode("utf-8")
    main = re.sub(r"<span hidden.*?</span>", "", html[html.index("<main") : html.index("</main>")])
    assert [words for words in said if words not in html] == []
    assert [words for words in unsaid if words in main] == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        # A page that lacks something is said once, by the first language that has it.
        ({"city.fr": None}, ["content/pages/city.zh.md:1:1 missing-partner key=city language=fr"]),
        ({"city.zh": None}, ["content/pages/city.en.md:1:1 missing-partner key=city language=zh"]),
        (
            {"city.en": "A.\n\n## B {#b}\n\nC.", "city.fr": "A.\n\n## B {#b}\n\nC."},
            ["content/pages/city.en.md:8:1 ids-differ id=b partner=city.zh.md"],
        ),
        # Two that lack it are both to be mended, or the one that has it is.
        (
            {"city.zh": "甲。\n\n## 乙 {#b}\n\n丙。"},
            [
                "content/pages/city.zh.md:8:1 ids-differ id=b partner=city.en.md",
                "content/pages/city.zh.md:8:1 ids-differ id=b partner=city.fr.md",
            ],
        ),
        # One that differs from both partners is named with the first language alone.
        (
            {"city.fr": "A.\n\nB."},
            ["content/pages/city.fr.md:8:1 blocks-differ lone block=paragraph partner=city.zh.md"],
        ),
        (
            {"city.en": "A.\n\nB."},
            ["content/pages/city.en.md:8:1 blocks-differ lone block=paragraph partner=city.zh.md"],
        ),
        # Two later languages are compared where the first has no such section, or no such page.
        (
            {"city.zh": None, "city.fr": "A.\n\nB."},
            [
                "content/pages/city.en.md:1:1 missing-partner key=city language=zh",
                "content/pages/city.fr.md:8:1 blocks-differ lone block=paragraph partner=city.en.md",
            ],
        ),
        (
            {"city.en": "A.\n\n## B {#b}\n\nC.", "city.fr": "A.\n\n## B {#b}\n\nC.\n\nD."},
            [
                "content/pages/city.en.md:8:1 ids-differ id=b partner=city.zh.md",
                "content/pages/city.fr.md:12:1 blocks-differ lone block=paragraph partner=city.en.md",
            ],
        ),
    ],
)
def test_each_slip_is_said_once(tmp_path: Path, files: dict[str, str | None], expected: list[str]) -> None:
    """Every couple of languages is compared."""
    library = read(write(tmp_path, files))
    assert [told(each) for check in CHECKS for each in checked(check, library)] == expected


def test_no_page_stands_where_a_couple_does(tmp_path: Path) -> None:
    """The addresses of all couples are taken."""
    names = {f"city/bilingual-fr.{each}": WORDS[each] for each in LANGUAGES}
    root = write(tmp_path, {})
    (root / "content" / "pages" / "city").mkdir()
    for name, text in names.items():
        (root / "content" / "pages" / f"{name}.md").write_text(page(text, "title: x\nsummary: x."), "utf-8")
    found = [told(each) for each in checked(check_addresses, read(root))]
    assert found == [
        "content/pages/city/bilingual-fr.zh.md:1:1 same-address beside also=content/pages/city.zh.md:1:1"
    ]
