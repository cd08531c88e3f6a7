"""What was meant by a link that leads nowhere, and which id a heading without one should have."""

from pathlib import Path

import pytest
from small_site import GOOD, PAGE, SITE, Files, page, run, write_site

from sitegen.make import make_site
from sitegen.model import Diagnostic, Place, Severity
from sitegen.read.heading_ids import slug
from sitegen.rules.catalogue import say

ENGLISH = "content/pages/city.en.md"
EN = "title: City\nsummary: One sentence."
DEEP = "content/pages/more/place.zh.md"
PAIR = {
    DEEP: page("正文。", "title: 地方\nsummary: 一句。"),
    "content/pages/more/place.en.md": page("Text.", "title: Place\nsummary: One."),
    SITE: GOOD[SITE].replace("city, glossary", "city, more/place, glossary"),
}


def found(root: Path, files: Files) -> list[Diagnostic]:
    """What is said of a site with these files."""
    return list(make_site(write_site(root, {**PAIR, **files})).diagnostics)


@pytest.mark.parametrize(
    ("path", "written", "right"),
    [
        (PAGE, "index", "index.zh.md"),
        (PAGE, "index.html", "index.zh.md"),
        (PAGE, "index.md", "index.zh.md"),
        (PAGE, "./glossary", "glossary.zh.md"),
        (PAGE, "glossary.html", "glossary.zh.md"),
        (PAGE, "glossary.htm#hu-lian-wang", "glossary.zh.md#hu-lian-wang"),
        (PAGE, "glossary/", "glossary.zh.md"),
        (PAGE, "Glossary", "glossary.zh.md"),
        (PAGE, "/zh-hans/", "index.zh.md"),
        (PAGE, "/zh-hans/glossary/", "glossary.zh.md"),
        (PAGE, "/en/glossary/", "glossary.zh.md"),
        (PAGE, "/zh-hant-tw/more/place/", "more/place.zh.md"),
        (PAGE, "INDEX.zh.md", "index.zh.md"),
        (PAGE, "Glossary.zh.md", "glossary.zh.md"),
        (PAGE, "more/Place.zh.md", "more/place.zh.md"),
        (PAGE, "more/place", "more/place.zh.md"),
        (PAGE, "more/place.html", "more/place.zh.md"),
        (DEEP, "../index", "../index.zh.md"),
        (DEEP, "place", "place.zh.md"),
        (ENGLISH, "glossary", "glossary.en.md"),
        (ENGLISH, "index.html", "index.en.md"),
        (ENGLISH, "/zh-hans/", "index.en.md"),
    ],
)
def test_meant(path: str, written: str, right: str, tmp_path: Path) -> None:
    """The hint names the file of the page in the page's own language, and `check --fix` writes it."""
    head = EN if path == ENGLISH else "title: 城市\nsummary: 一句。"
    words = "there" if path == ENGLISH else "那页"
    said = found(tmp_path, {path: page(f"[{words}]({written})", head)})
    assert [(str(each.place), each.severity) for each in said] == [(f"{path}:6:1", Severity.ERROR)]
    assert say(said[0]).hint.startswith(f"Write `{right.partition('#')[0]}`.")
    run("check", "--fix", "--root", tmp_path)
    assert f"[{words}]({right})" in (tmp_path / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("glosary", "Did you mean `glossary.zh.md`?"),
        ("glosary.html", "Did you mean `glossary.zh.md`?"),
        ("glosary.md", "Did you mean `glossary.zh.md`?"),
        ("more/plase", "Did you mean `more/place.zh.md`?"),
        ("xyzzy", "Write the name of a page with its language: city-spirit.zh.md."),
        ("xyzzy.md", "Write the name of a page with its language: city-spirit.zh.md."),
        ("site.yaml", "Put the file beside the page or below assets/."),
    ],
)
def test_nearest(written: str, hint: str, tmp_path: Path) -> None:
    """Otherwise the nearest page of the language is named, and no file that commands write."""
    record = {"content/made_from/glossary.en.yaml": "language: zh\nsections: {}\n"}
    said = [
        each
        for each in found(tmp_path, {PAGE: page(f"[甲]({written})"), **record})
        if each.place.path == PAGE
    ]
    assert [say(each).hint for each in said] == [hint]


@pytest.mark.parametrize(
    ("words", "target", "is_slip"),
    [
        ("术语", "glossary.en.md", True),
        ("见术语表A", "glossary.en.md", True),
        ("地方", "more/place.en.md", True),
        ("首页", "index.en.md", True),
        ("Glossary", "glossary.en.md", False),
        ("English version", "city.en.md", False),
        ("英文版", "city.en.md", False),
        ("术语", "glossary.zh.md", False),
    ],
)
def test_other_language(words: str, target: str, is_slip: bool, tmp_path: Path) -> None:
    """A link in the page's language to another language's page is named; what is meant is left alone."""
    said = found(tmp_path, {PAGE: page(f"[{words}]({target})")})
    assert [each.rule.name for each in said] == (["other-language"] if is_slip else [])
    if is_slip:
        assert f"`{target.replace('.en.', '.zh.')}`" in say(said[0]).hint


def test_other_language_in_english(tmp_path: Path) -> None:
    """It is the same the other way round."""
    said = found(tmp_path, {ENGLISH: page("[the glossary](glossary.zh.md), [术语](glossary.zh.md)", EN)})
    assert [(str(each.place), each.rule.name) for each in said] == [(f"{ENGLISH}:6:1", "other-language")]


IDS = "\n\n".join(f"## 甲 {{#{id_}}}" for id_ in ("where", "when", "who", "why", "how", "what", "which"))


@pytest.mark.parametrize(
    ("section", "hint"),
    [
        ("wher", "Did you mean `where`? That page has: `where`, "),
        ("wheres", "Did you mean `where`? That page has: `where`, "),
        ("hwo", "Did you mean `who`? That page has: `who`, "),
        ("qqq", "That page has: `where`, `when`, `who`, `why`, `how`, `what`, …."),
        ("Where", "Did you mean `where`? That page has: `where`, "),
    ],
)
def test_sections(section: str, hint: str, tmp_path: Path) -> None:
    """A section that is missing comes with those that the page has, the nearest first, six at the most."""
    files = {PAGE: page(IDS), ENGLISH: page(IDS, EN), DEEP: page(f"[甲](../city.zh.md#{section})")}
    said = [each for each in found(tmp_path, files) if each.rule.name == "unknown-section"]
    assert len(said) == 1
    assert say(said[0]).hint.startswith(hint)
    assert say(said[0]).hint.count("`") <= 14


@pytest.mark.parametrize(
    ("chinese", "english", "mended"),
    [
        (
            "## 甲",
            "## Where they stand",
            ("## 甲 {#where-they-stand}", "## Where they stand {#where-they-stand}"),
        ),
        ("## 甲 {#a}", "## Where", ("## 甲 {#a}", "## Where {#a}")),
        ("## 甲", "## Where {#b}", ("## 甲 {#b}", "## Where {#b}")),
        (
            "## 甲\n\n## 乙",
            "## A b\n\n## A b",
            ("## 甲 {#a-b}\n\n## 乙 {#a-b-2}", "## A b {#a-b}\n\n## A b {#a-b-2}"),
        ),
        ("### 甲", "### The “Sea”", ("### 甲 {#the-sea}", "### The “Sea” {#the-sea}")),
        ("## 甲", "## 3 cultures", ("## 甲 {#section-3-cultures}", "## 3 cultures {#section-3-cultures}")),
        ("## 甲", "## Search", ("## 甲 {#section-search}", "## Search {#section-search}")),
        ("## 甲", "## Café *déjà* vu", ("## 甲 {#cafe-deja-vu}", "## Café *déjà* vu {#cafe-deja-vu}")),
        # Nobody can tell which heading is which, or what it is in English.
        ("## 甲", "## A {#a}\n\n## B {#b}", ("## 甲", "## A {#a}\n\n## B {#b}")),
        ("## 甲", "## 乙", ("## 甲", "## 乙")),
    ],
)
def test_ids(chinese: str, english: str, mended: tuple[str, str], tmp_path: Path) -> None:
    """An id is made of the English heading, the same in both languages; `check --fix` writes it."""
    write_site(tmp_path, {PAGE: page(chinese), ENGLISH: page(english, EN)})
    run("check", "--fix", "--root", tmp_path)
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == page(mended[0])
    assert (tmp_path / ENGLISH).read_text(encoding="utf-8") == page(mended[1], EN)


def test_the_hint_names_the_id(tmp_path: Path) -> None:
    """The hint is the same on both pages."""
    said = found(tmp_path, {PAGE: page("## 甲"), ENGLISH: page("## Where they stand", EN)})
    hints = {say(each).hint for each in said if each.rule.name == "missing-heading-id"}
    assert len(hints) == 1
    assert "{#where-they-stand}" in hints.pop()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Where they stand", "where-they-stand"),
        ("What’s new?", "whats-new"),
        ("A, B & C", "a-b-c"),
        ("One two three four five six seven", "one-two-three-four-five-six"),
        ("1949", "section-1949"),
        ("甲", ""),
    ],
)
def test_slugs(text: str, id_: str) -> None:
    """English words become letters, digits and hyphens."""
    assert slug(text) == id_


@pytest.mark.parametrize("count", [2, 98, 150])
def test_many_headings_of_one_name(count: int, tmp_path: Path) -> None:
    """Each gets a number of its own, however many there are."""
    said = found(tmp_path, {PAGE: page("## 甲\n\n" * count), ENGLISH: page("## A\n\n" * count, EN)})
    ids = {each.place: dict(each.values)["id"] for each in said}
    for path in (PAGE, ENGLISH):
        assert [ids[Place(path, 6 + 2 * number)] for number in range(count)] == [
            "a",
            *(f"a-{number}" for number in range(2, count + 1)),
        ]
