"""What a search is given: sections as readers see them, characters that are read alike, names of terms."""

import json
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import GOOD, page, read, write_site

from sitegen.make import OWN, make_site
from sitegen.plan import plan
from sitegen.plan.searched import SearchSection, printed_with, sections_of
from sitegen.rules.catalogue import say
from sitegen.text.addresses import Target, WebTarget
from sitegen.text.body.inline import Destination
from sitegen.text.body.parse import parse_body
from sitegen.text.body.rewrite import resolve_links
from sitegen.text.script.folding import Pairs, count_characters, folding, pairs_in_context


@pytest.mark.parametrize(
    ("shown", "simplified", "typed", "read_as"),
    [
        ("软实力", "", "軟實", "软实"),
        ("軟實力", "", "软实", "軟實"),
        # Regional forms on either side.
        ("說爲裡衛", "", "説為裏衞", "說爲裡衛"),
        # Nothing relates these but the word that they stand in.
        ("看著，藉口", "看着，借口", "着借", "著藉"),
        ("看着，借口", "看着，借口", "著藉", "着借"),
        ("Shared values", "", "", ""),
    ],
)
def test_characters_that_are_read_alike(shown: str, simplified: str, typed: str, read_as: str) -> None:
    """Whatever form is typed, it is read as the one that stands in the text."""
    folded = folding(count_characters([shown]), pairs_in_context([simplified]))
    assert "".join(folded.get(character, character) for character in typed) == read_as


def test_only_forms_of_characters_in_the_text_are_given() -> None:
    """A reader is not sent the whole table."""
    assert set(folding(count_characters(["软"])).values()) == {"软"}
    assert folding(count_characters(["Text"]), pairs_in_context(["软"])) == {}


@given(st.text(st.sampled_from("软軟实實里裡裏着著了瞭借藉abc")), st.text(st.sampled_from("软实里着了借")))
def test_folding_is_done_in_one_step(shown: str, simplified: str) -> None:
    """What a character is read as is not itself read as another, and stands in the text."""
    folded = folding(count_characters([shown]), pairs_in_context([simplified]))
    assert not folded.keys() & set(folded.values())
    assert set(folded.values()) <= set(shown)


BODY = """\
Before **any** heading.

## First {#first}

One
line. [O-2](source:O-2)[O-3](source:O-3)[^1]

- item `code`

::: note Title of a box
In the box.
:::

::: outside What is seen
From elsewhere.
:::

### Below {#below}

| a | b |
|---|---|
| c | d |

#### No id

End.

[^1]: A note.
"""


def test_sections_are_those_that_readers_see() -> None:
    """One for each heading with an id and one for the notes, a line for each paragraph, item or cell."""
    body, _ = parse_body(BODY, "en")
    lines = ("One line. O-2 O-3", "item code", "Title of a box", "In the box.")
    assert list(sections_of("Title", "Summary.", body, {"footnotes": "Notes"})) == [
        SearchSection("", "Title", ("Summary.", "Before any heading.")),
        SearchSection("first", "First", (*lines, "What is seen", "From elsewhere.")),
        SearchSection("below", "Below", ("a", "b", "c", "d", "No id", "End.")),
        SearchSection("fn1", "Notes", ("A note.",)),
    ]


def test_what_stands_behind_links_is_among_what_readers_see() -> None:
    """A link to another language says so on the page, and so it does where a search looks."""
    body, _ = parse_body(
        "See [a report](https://example.org/zh) and [another](https://example.org/en).", "en"
    )
    words = {"other_language": " (in {language})", "language_zh": "Chinese", "search": "Search"}

    def resolve(target: Target) -> Destination:
        url = target.url if isinstance(target, WebTarget) else ""
        return Destination(url, language="zh" if url.endswith("zh") else "", is_external=True)

    (section,) = sections_of("Title", "", resolve_links(body, resolve), printed_with(words))
    assert section.text == "See a report (in Chinese) and another."


CITY = {"content/pages/city.zh.md": page("正文。\n\n## 用互联网 {#net}\n\n《意见》提升软实力。")}


def data_of(root: Path) -> dict[str, dict[str, object]]:
    """The data of each edition of a small site, by prefix."""
    planned = plan(read(root), drafts=False)
    return {str(each.page.address.edition.prefix): json.loads(each.data.data) for each in planned.searches}


def test_each_edition_is_given_its_own_text(tmp_path: Path) -> None:
    """Pages in the order in which they are read, then documents; terms below the glossary, in its words."""
    data = data_of(write_site(tmp_path, CITY))
    pages = data["zh-hant-tw"]["pages"]
    assert [address for address, _, _ in pages] == ["", "city/", "glossary/", "sources/opinions/"]
    assert pages[1] == [
        "city/",
        "城市",
        [["", "城市", "一句。\n正文。"], ["net", "用網際網路", "《意見》提升軟實力。"]],
    ]
    assert pages[2][2][1][:2] == ["hu-lian-wang", "網際網路"]
    # Its pinyin is that of another word.
    assert "\ninternet\n網際網路。\n網際網路" in f"\n{pages[2][2][1][2]}"
    assert pages[3][2][1] == ["O-2", "O-2", "甲\n大意。\n互聯網的「大門」"]
    assert data["en"]["pages"][2][2][1][:2] == ["hu-lian-wang", "internet"]
    assert data["en"]["base"] == "/en/"


def test_names_lead_to_one_another(tmp_path: Path) -> None:
    """Both languages, all forms, the edition's own first, each once; pinyin syllable by syllable."""
    data = data_of(write_site(tmp_path))
    assert data["zh-hans"]["alias"] == [["hù lián wǎng", ["互联网", "internet", "網際網路"], []]]
    assert data["en"]["alias"] == [["hù lián wǎng", ["internet", "互联网", "網際網路"], []]]


def test_other_english_leads_to_a_term_and_nothing_leads_to_it(tmp_path: Path) -> None:
    """What others say is looked for, but not found where it does not stand."""
    terms = GOOD["content/glossary.yaml"].replace(
        "        en: internet\n",
        "        en: internet\n        alternatives: [{words: the net}, {words: Internet}]\n",
    )
    data = data_of(write_site(tmp_path, {"content/glossary.yaml": terms}))
    assert data["en"]["alias"][0][2] == ["the net"]


def outputs(root: Path, *, is_preview: bool = False) -> dict[str, str]:
    """The text files of a site without faults."""
    made = make_site(root, is_preview=is_preview)
    assert made.diagnostics == ()
    return {each.path: each.data.decode("utf-8") for each in made.outputs if not each.path.endswith(".png")}


@pytest.fixture
def borrowed() -> dict[str, str]:
    """What makes the small site’s templates lead to the search."""
    field = (OWN / "templates/macros/search.html").read_text(encoding="utf-8")
    call = '{{ search("field", frame, words, search_data, asset) }}'
    return {
        "templates/home.html": f'{{% from "macros/search.html" import search %}}{call}\n',
        "templates/search.html": "{{ page.address.canonical }} {{ page.address.alternates | length }}\n",
        "templates/macros/search.html": field,
    }


def test_a_site_whose_templates_have_no_field_has_no_search(tmp_path: Path) -> None:
    """Neither its page nor its data."""
    assert not [path for path in outputs(write_site(tmp_path)) if "search" in path]


def test_characters_are_one_where_only_words_tell(tmp_path: Path) -> None:
    """No table has 借 as 藉: it is so in 借口, on a page that was converted."""
    data = data_of(write_site(tmp_path, {"content/pages/city.zh.md": page("这是借口。")}))
    for prefix in ("zh-hans", "zh-hant-tw"):
        assert {"借藉", "藉借"} & {*map("".join, batched(str(data[prefix]["fold"])))}, prefix


def batched(fold: str) -> Iterator[tuple[str, str]]:
    """The characters that are read as others, each with that other."""
    return zip(fold[::2], fold[1::2], strict=True)


def test_what_was_converted_is_not_converted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only lines that differ from the original in more than related characters, in words, that is."""
    converted: list[str] = []

    def note(simplified: Iterable[str], traditional: Iterable[str], *, without: Container[str]) -> Pairs:
        converted.extend((*traditional, *(simplified if "s2tw" not in without else ())))
        return pairs_in_context(simplified, traditional, without=without)

    monkeypatch.setattr("sitegen.plan.search.pairs_in_context", note)
    files = {"content/pages/city.zh.md": page("《意见》提升软实力。\n\n## 用互联网 {#net}\n\n有着。")}
    assert plan(read(write_site(tmp_path, files)), drafts=False).searches
    assert "用網際網路" in converted
    assert "《意見》提升軟實力。" not in converted


def test_what_is_searched_has_one_name_whatever_it_says(tmp_path: Path, borrowed: dict[str, str]) -> None:
    """Every page with a field names it: a word of one page changes what is searched, and no other page."""
    before = outputs(write_site(tmp_path, borrowed))
    assert 'data-search-data="/zh-hans/search/texts.json"' in before["zh-hans/index.html"]
    page = tmp_path / "content/pages/city.en.md"
    page.write_text(page.read_text("utf-8").replace("Text.", "Words."), "utf-8")
    after = outputs(tmp_path)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"en/city/index.html", "en/search/texts.json"}


def test_the_page_of_the_search_is_no_page_of_the_sitemap(tmp_path: Path, borrowed: dict[str, str]) -> None:
    """It has an address in each edition, and its counterparts."""
    files = outputs(write_site(tmp_path, borrowed))
    assert files["en/search/index.html"] == "https://example.org/en/search/ 5"
    assert "search" not in files["sitemap.xml"]


def test_the_address_of_the_search_page_is_taken(tmp_path: Path) -> None:
    """No page of an author and no old address stands where the search does."""
    head = "title: 江边\nsummary: 一句。\naliases: [search]"
    files = {"content/pages/search.zh.md": page("正文。"), "content/pages/city.zh.md": page("正文。", head)}
    found = {
        (str(each.place), say(each).message) for each in make_site(write_site(tmp_path, files)).diagnostics
    }
    assert (
        "content/pages/search.zh.md:1:1",
        "this page has the same address as templates/search.html",
    ) in found
    assert any(place == "content/pages/city.zh.md:4:11" and "is taken" in said for place, said in found)


def test_how_words_sound_is_told_to_all_who_may_spell_them(tmp_path: Path) -> None:
    """Of each edition what stands in it, Traditional characters as in the words they stand in."""
    files = {"content/pages/city.zh.md": page("长江，市长，著名的银行。")}
    data = data_of(write_site(tmp_path, files))
    for prefix, expected in (
        ("zh-hans", {"chang长", "zhang长", "hang行", "hu互"}),
        ("zh-hant-tw", {"chang長", "zhang長", "zhu著", "yin銀", "wang網"}),
        ("en", {"hu互", "lian联"}),
    ):
        assert expected <= syllables_of(str(data[prefix]["sounds"])), prefix


def syllables_of(table: str) -> set[str]:
    """Each character of a table behind each of its syllables."""
    return {
        f"{sound}{each}"
        for sound, characters in re.findall("([a-z]+)([^a-z]+)", table)
        for each in characters
    }


@pytest.mark.parametrize(("case", "heard"), [("japanese-and-english", set()), ("only-english", set())])
def test_who_does_not_spell_in_syllables_is_sent_none(case: str, heard: set[str]) -> None:
    """Kana are typed as they stand, and English as it is written."""
    data = data_of(Path(__file__).parent / "sites" / case)
    assert {prefix for prefix, each in data.items() if "sounds" in each} == heard
    assert all("what" in str(each["small"]) for each in data.values())


def test_questions_are_understood_in_either_script(tmp_path: Path) -> None:
    """The words that they consist of are read as one, whether or not a page has their characters."""
    data = data_of(write_site(tmp_path))
    for prefix in ("zh-hans", "zh-hant-tw", "en"):
        told = data[prefix]
        table = str.maketrans(dict(batched(str(told["fold"]))))
        small = {str(word).translate(table) for word in list(told["small"])}
        assert {"什麼".translate(table), "什么".translate(table), "為什麼".translate(table), "where"} <= small


def test_words_of_the_edition_name_what_was_found_otherwise(tmp_path: Path) -> None:
    """A site that has no words for a way of finding shows none."""
    data = data_of(write_site(tmp_path))
    assert data["en"]["said"] == {
        "sound": "Sounding alike:",
        "slip": "Did you mean “{words}”?",
        "initials": "With these initials in pinyin:",
        "some": "With some of these words:",
    }
