"""A page beside its partner: every block of both once, with its partner where it has one."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from checked import checked
from hypothesis import given
from hypothesis import strategies as st
from small_site import GOOD, PAGE, TERMS, changed, page, read, run, write_site
from told import told

from sitegen.checks.addresses import check_addresses, check_aliases
from sitegen.facts.addresses import bilingual_key
from sitegen.facts.pairs.side_by_side import align
from sitegen.plan import plan
from sitegen.text.body.blocks import runs_in
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text, seen
from sitegen.text.body.inline import Closing, Item, RubyText
from sitegen.text.body.parse import parse_body
from sitegen.text.body.readings import add_readings, stated_readings
from sitegen.text.html.paired import Pair
from sitegen.text.spelling.above import Readings

PARTNER = "content/pages/city.en.md"
TITLES = "title: City\nsummary: A sentence."


def body_of(text: str, language: str) -> Body:
    """The body of a page."""
    return parse_body(text, language)[0]


def words(pair: Pair, side: str) -> str:
    """What a pair says in one language."""
    block = pair.ours if side == "ours" else pair.theirs
    return " ".join(plain_text(run.items) for run in runs_in([block] if block else []))


def shape(block: Pair) -> object:
    """A block as its address with what both languages say, or as its kind with what is inside."""
    if block.children:
        inside = [shape(child) for child in block.children]
        return (f"{block.kind} {block.id}".strip(), inside)
    said = words(block, "ours"), words(block, "theirs")
    return (block.id, *said) if block.id else said


def shapes(ours: str, theirs: str) -> list[object]:
    """What two pages look like side by side."""
    return [shape(block) for block in align(body_of(ours, "zh"), body_of(theirs, "en"))]


CASES: dict[str, tuple[str, str, list[object]]] = {
    "nothing": ("", "", []),
    "paragraphs": ("甲\n\n乙", "A\n\nB", [("b-1", "甲", "A"), ("b-2", "乙", "B")]),
    "sections begin to count anew": (
        "甲\n\n## 乙 {#s}\n\n丙\n\n### 丁\n\n戊",
        "A\n\n## B {#s}\n\nC\n\n### D\n\nE",
        [
            ("b-1", "甲", "A"),
            ("s", "乙", "B"),
            ("b-s-1", "丙", "C"),
            ("b-s-2", "丁", "D"),
            ("b-s-3", "戊", "E"),
        ],
    ),
    "items": (
        "- 甲\n- 乙\n\n  1. 丙",
        "- A\n- B\n\n  1. C",
        [
            (
                "list",
                [
                    ("item", [("b-1", "甲", "A")]),
                    ("item", [("b-2", "乙", "B"), ("numbered list", [("item", [("b-3", "丙", "C")])])]),
                ],
            )
        ],
    ),
    "an item too many stays in its list": (
        "- 甲\n- ![](a.svg) 乙",
        "- ![](a.svg) B",
        [("list", [("item", [("b-1", "甲", "")]), ("item", [("b-2", " 乙", " B")])])],
    ),
    "a table by rows": (
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
        "| A | B |\n|---|---|\n| C | D |",
        [
            (
                "table",
                [
                    ("table head", [("row b-1", [("甲", "A"), ("乙", "B")])]),
                    ("table body", [("row b-2", [("丙", "C"), ("丁", "D")])]),
                ],
            )
        ],
    ),
    "tables that differ as wholes": (
        "| 甲 |\n|---|\n| 丙 |",
        "| A |\n|---|\n| C |\n| D |",
        [("b-1", "甲 丙", "A C D")],
    ),
    "boxes": (
        "::: note 题\n甲\n\n- 乙\n:::",
        "::: note Title\nA\n\n- B\n:::",
        [("note", [("b-1", "甲", "A"), ("list", [("item", [("b-2", "乙", "B")])])])],
    ),
    "a block quotation": (
        "> 甲\n>\n> 乙",
        "> A\n>\n> B",
        [("block quotation", [("b-1", "甲", "A"), ("b-2", "乙", "B")])],
    ),
    "definitions": (
        "甲\n: 乙\n: 丙",
        "A\n: B\n: C",
        [
            (
                "definition list",
                [
                    ("b-1", "甲", "A"),
                    ("definition", [("b-2", "乙", "B")]),
                    ("definition", [("b-3", "丙", "C")]),
                ],
            )
        ],
    ),
    "what one language alone needs": (
        "甲\n\n::: only\n乙\n\n丙\n:::\n\n丁",
        "A\n\nB\n\n::: only\nC\n:::",
        [("b-1", "甲", "A"), ("b-2", "乙 丙", ""), ("b-3", "丁", "B"), ("b-4", "", "C")],
    ),
    "the same inside a box": (
        "::: outside\n甲\n:::",
        ":::: outside\n::: only\nA\n:::\n\nB\n::::",
        [("outside", [("b-1", "", "A"), ("b-2", "甲", "B")])],
    ),
    "footnotes by number": (
        "甲[^1]\n\n[^1]: 乙",
        "A[^1]\n\n[^1]: B",
        [("b-1", "甲", "A"), ("footnotes", [("footnote", [("b-2", "乙", "B")])])],
    ),
    "a paragraph without a partner": (
        "甲\n\n![](a.svg)乙",
        "![](a.svg)B",
        [("b-1", "甲", ""), ("b-2", "乙", "B")],
    ),
    "another kind": ("甲", "- A", [("b-1", "甲", "A")]),
    "a section that one page lacks": (
        "## 甲 {#a}\n\n## 乙 {#b}\n\n丙",
        "## B {#b}\n\nC",
        [("a", "甲", ""), ("b", "乙", "B"), ("b-b-1", "丙", "C")],
    ),
    "sections in another order": (
        "## 甲 {#a}\n\n## 乙 {#b}",
        "## B {#b}\n\n## A {#a}",
        [("b", "", "B"), ("a", "甲", "A"), ("b-a-1", "乙", "")],
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), CASES.values(), ids=CASES)
def test_alignment(ours: str, theirs: str, expected: list[object]) -> None:
    """Blocks that belong together share an address; what has no partner stands alone."""
    assert shapes(ours, theirs) == expected


PARTS = st.lists(
    st.sampled_from(
        [
            "{}",
            "## {} {{#a}}",
            "## {} {{#b}}",
            "### {}",
            "- {}\n- {}",
            "1. {}\n\n   {}",
            "| {} |\n|---|\n| {} |",
            "::: only\n{}\n:::",
            ":::: note\n::: only\n{}\n:::\n\n{}\n::::",
            "{}\n: {}",
            "> {}",
            "{}[^1]\n\n[^1]: {}",
        ]
    ),
    max_size=7,
)


def written(parts: list[str], letter: str) -> str:
    """The text of a page, in which every block says something else."""
    numbers = iter(range(1000))
    texts = [part.format(*[f"{letter}{next(numbers)}" for _ in range(2)]) for part in parts]
    return "\n\n".join(text.replace("[^1]", f"[^n{at}]") for at, text in enumerate(texts))


def leaves(blocks: tuple[Pair, ...]) -> Iterator[Pair]:
    """The blocks that hold text."""
    for block in blocks:
        yield from leaves(block.children) if block.children else [block]


def ids(blocks: tuple[Pair, ...]) -> Iterator[str]:
    """Every address of a page."""
    for block in blocks:
        yield from [block.id] if block.id else []
        yield from ids(block.children)


@given(PARTS, PARTS)
def test_every_block_of_both_pages_once(ours: list[str], theirs: list[str]) -> None:
    """Whatever the pages are, nothing is left out and nothing comes twice, and both keep to their order."""
    mine, others = body_of(written(ours, "m"), "zh"), body_of(written(theirs, "t"), "en")
    found = align(mine, others)
    for body, side in ((mine, "ours"), (others, "theirs")):
        said = [words(leaf, side) for leaf in leaves(found)]
        assert " ".join(filter(None, said)).split() == body.text().split()
    assert [id_ for id_, times in Counter(ids(found)).items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("城市精神好", "城市(chéngshì)精神(jīngshén)好"),
        ("**城市**精神", "城市精神"),
        ("[城市精神](term:a)", "城市(chéngshì)精神(jīngshén)"),
        ("[城市精神](lang:ja)", "城市精神"),
        ("GDP增长", "GDP增长(zēngzhǎng)"),
        ("三个词", "三个词"),
        ("两个词", "两个词"),
        ("A，B和《意见》", "A，B和《意见(yìjiàn)》"),
        ("城市名片", "城市名片"),
        ("“城市名片”[O-1](source:O-1)", "“城市(chéngshì)名片(míngpiàn)”O-1"),
        ("“城市名片”，名片", "“城市名片”，名片"),
    ],
)
def test_readings(text: str, expected: str) -> None:
    """Known words have their pinyin word by word, but for those whose syllables do not fit.

    What is known of quotations holds in quotations only.
    """
    terms = {"城市精神": "chéngshì jīngshén", "GDP增长": "GDP zēngzhǎng", "三个词": "sān", "意见": "yìjiàn"}
    known = Readings(terms | {"两个词": "liǎnggè cí er"}, {"城市名片": "chéngshì míngpiàn"})
    (run,) = add_readings(body_of(text, "zh"), known).runs()
    assert "".join(map(shown, run.items)) == expected


def shown(item: Item) -> str:
    """An item of a run, with the pinyin behind its word."""
    match item:
        case Closing(RubyText(pinyin, _)):
            return f"({pinyin})"
    return seen(item)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a card (“城市名片”[O-1](source:O-1), [chéngshì míngpiàn](lang:pinyin))",
            ["城市名片 chéngshì míngpiàn"],
        ),
        (
            "goals (目标取向, [mùbiāo](lang:pinyin)); 城市 [chéngshì](lang:zh-Latn-pinyin)",
            ["目标取向 mùbiāo", "城市 chéngshì"],
        ),
        ("“守正、创新”\\\n[shǒuzhèng, chuàngxīn](lang:pinyin)", ["守正、创新 shǒuzhèng, chuàngxīn"]),
        ("the word 让 ([ràng](lang:pinyin))", []),
        ("[ràng](lang:pinyin), and 城市 [Stadt](lang:de)", []),
    ],
)
def test_stated_readings(text: str, expected: list[str]) -> None:
    """Pinyin in a text is that of the Chinese before it."""
    stated = stated_readings(body_of(text, "en"))
    assert [f"{words} {pinyin}" for words, pinyin in stated] == expected


def readings_in(html: str) -> list[str]:
    """The pinyin that stands above words."""
    return re.findall(r"<rt[^>]*>([^<]*)</rt>", html)


def test_quotations_are_read_as_the_partner_reads_them(tmp_path: Path) -> None:
    """Each edition has the pinyin that the page of another language has behind the same quotation."""
    cited = "“互联网的大门”[O-2](source:O-2)"
    files = {
        PAGE: page(f"{cited}，互联网的大门。"),
        PARTNER: page(f"A gate ({cited}, [hùliánwǎng de dàmén](lang:pinyin)).", TITLES),
    }
    planned = plan(read(write_site(tmp_path, files)), drafts=False)
    found = {}
    for each in planned.pairs:
        if each.address.key == "city/bilingual":
            found[str(each.address.edition.tag)] = readings_in(each.pair.html.markup)
    whole = ["hùliánwǎng", "de", "dàmén"]
    # The word behind it is a term; in Taiwan, where another word stands for it, it has no pinyin.
    assert found == {
        "zh-Hans": [*whole, "hùliánwǎng"],
        "zh-Hant-HK": [*whole, "hùliánwǎng"],
        "zh-Hant-TW": whole,
    }


@given(st.text(alphabet="城市精神a好", max_size=20))
def test_readings_change_no_text(text: str) -> None:
    """Whatever stands there is there afterwards."""
    body = body_of(f"一{text}", "zh")
    known = Readings({"城市": "chéngshì", "市": "shì", "精神": "jīngshén"})
    assert add_readings(body, known).text() == body.text()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("index", "bilingual"),
        ("city", "city/bilingual"),
        ("a/index", "a/bilingual"),
        ("a/b", "a/b/bilingual"),
    ],
)
def test_keys(key: str, expected: str) -> None:
    """A bilingual page stands below its page."""
    assert bilingual_key(key) == expected


def test_pages_of_a_site(tmp_path: Path) -> None:
    """Each pair has one in each Chinese edition, and for each of these one that begins with English."""
    planned = plan(read(write_site(tmp_path)), drafts=False)
    at = {(page.address.key, str(page.address.edition.tag)): page for page in planned.pairs}
    tags = ("zh-Hans", "zh-Hant-HK", "zh-Hant-TW")
    keys = ("", "city/", "glossary/")
    assert set(at) == {(f"{key}bilingual", tag) for key in keys for tag in tags} | {
        (f"{key}bilingual-{tag.lower()}", "en") for key in keys for tag in tags
    }
    city = at["city/bilingual", "zh-Hant-HK"]
    assert (city.address.url, city.address.output_path) == (
        "/zh-hant-hk/city/bilingual/",
        "zh-hant-hk/city/bilingual/index.html",
    )
    assert [(each.hreflang, each.url) for each in city.address.alternates] == [
        *((tag, f"https://example.org/{tag.lower()}/city/bilingual/") for tag in tags),
        ("x-default", "https://example.org/zh-hans/city/bilingual/"),
    ]
    assert [choice.url for choice in city.address.choices] == [
        *(f"/{tag.lower()}/city/bilingual/" for tag in tags),
        "/en/city/bilingual-zh-hans/",
    ]
    english = at["city/bilingual-zh-hant-hk", "en"]
    assert [(str(each.edition.tag), each.url, each.is_current) for each in english.pair.partners] == [
        (tag, f"/en/city/bilingual-{tag.lower()}/", tag == "zh-Hant-HK") for tag in tags
    ]
    assert city.pair.partners == ()
    assert [entry.url for entry in city.ways.breadcrumbs] == ["/zh-hant-hk/", "/zh-hant-hk/city/"]
    assert city.ways.next
    assert city.ways.next.url == "/zh-hant-hk/glossary/bilingual/"
    urls = {
        (each.address.key, str(each.address.edition.tag)): each.ways.bilingual_url for each in planned.pages
    }
    assert urls["city", "zh-Hans"] == "/zh-hans/city/bilingual/"
    assert urls["city", "en"] == "/en/city/bilingual-zh-hans/"
    assert urls["city", "zh-Hant-TW"] == "/zh-hant-tw/city/bilingual/"
    assert urls["sources/opinions", "en"] == ""


@pytest.mark.parametrize(
    "files",
    [{PARTNER: None}, {PARTNER: page("Text.", f"{TITLES}\ndraft: true")}],
    ids=["missing", "draft"],
)
def test_a_page_without_a_partner_has_none(tmp_path: Path, files: dict[str, str | None]) -> None:
    """Nor has one whose partner is not published."""
    write_site(tmp_path, {path: text for path, text in files.items() if text})
    for path, text in files.items():
        if text is None:
            (tmp_path / path).unlink()
    planned = plan(read(tmp_path), drafts=False)
    paired = {page.address.key.partition("-")[0] for page in planned.pairs}
    assert paired == {"bilingual", "glossary/bilingual"}
    assert {page.ways.bilingual_url for page in planned.pages if page.address.key == "city"} == {""}


def test_they_are_written_where_a_template_leads_to_them(tmp_path: Path) -> None:
    """A site whose templates know nothing of them gets none, nor does its sitemap."""
    into = tmp_path / "site"
    bilingual = {"templates/bilingual.html": "{{ page.pair.html }}\n"}
    for number, link in enumerate(("", "{{ page.ways.bilingual_url }}")):
        template = {"templates/page.html": GOOD["templates/page.html"] + link}
        root = write_site(tmp_path / str(number), {**bilingual, **template, PAGE: page("正文。\n\n正文。")})
        assert run("build", "--root", root, "--into", into).exit_code == 0
        assert (into / "zh-hans/city/bilingual/index.html").exists() == bool(link)
        assert ("zh-hans/city/bilingual/" in (into / "sitemap.xml").read_text("utf-8")) == bool(link)
    html = (into / "zh-hans/city/bilingual/index.html").read_text("utf-8")
    assert re.findall(r' id="([^"]*)"', html) == ["b-1", "b-2"]


@pytest.mark.parametrize("form", ["網際網路", "互連網"])
def test_terms_keep_the_form_of_the_edition(tmp_path: Path, form: str) -> None:
    """An edition that says another word has no pinyin for it; the others have."""
    planned = plan(
        read(write_site(tmp_path, {PAGE: page("互联网。"), **changed(TERMS, "網際網路", form)})), drafts=False
    )
    found = {
        str(each.address.edition.tag): readings_in(each.pair.html.markup)
        for each in planned.pairs
        if each.address.key == "city/bilingual"
    }
    pinyin = ["hùliánwǎng"]
    assert found == {"zh-Hans": pinyin, "zh-Hant-HK": pinyin, "zh-Hant-TW": []}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"content/pages/city/Bilingual.zh.md": page("正文。")},
            [f"content/pages/city/Bilingual.zh.md:1:1 same-address beside also={PAGE}:1:1"],
        ),
        ({"content/pages/city/bilingual-notes.zh.md": page("正文。")}, []),
        (
            {PAGE: page("正文。", "title: 城市\nsummary: 一句。\naliases: [city/bilingual]")},
            [
                f"{PAGE}:4:11 same-address alias address=city/bilingual also={PAGE}:1:1",
            ],
        ),
        ({PARTNER: page("Text.", f"{TITLES}\naliases: [city/bilingual]")}, []),
    ],
    ids=["page", "near miss", "alias", "alias in English"],
)
def test_addresses_are_kept_free(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    """No page and no old address takes the place of a bilingual page."""
    library = read(write_site(tmp_path, files))
    found = [*checked(check_addresses, library), *checked(check_aliases, library)]
    assert [told(each) for each in found] == expected
