"""Bodies beside their partners, and what is said to readers of another language, as HTML."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from sitegen.facts.pairs.side_by_side import align
from sitegen.text.body.body import Body
from sitegen.text.body.inline import Destination
from sitegen.text.body.parse import parse_body
from sitegen.text.body.rewrite import insert_notices, resolve_links
from sitegen.text.html.blocks import body_html
from sitegen.text.html.paired import paired_html
from sitegen.text.html.runs import Side

OURS: Mapping[str, str] = {
    "bilingual_address": "地址",
    "bilingual_reveal": "另一种",
    "footnote": "注{number}",
    "footnote_back": "回到注{number}",
    "footnotes": "注释",
    "outside": "不在原文中",
    "table": "表格",
}
THEIRS = {**OURS, "outside": "Not in the sources", "footnote": "Note {number}", "footnote_back": "Back"}
HANDLES = (
    '<a class="address" href="#{id}" aria-label="地址">¶</a>\n'
    '<input class="reveal" type="checkbox" aria-label="另一种">\n'
)
ALONE = '<a class="address" href="#{id}" aria-label="地址">¶</a>\n'


def body_of(text: str, language: str) -> Body:
    """The body of a page."""
    return parse_body(text, language)[0]


def beside(ours: str, theirs: str) -> list[str]:
    """Two texts beside each other, line by line."""
    sides = (
        Side("zh", "zh-Hans", OURS, has_ids=False),
        Side("en", "en", THEIRS, mark="-other-", has_ids=False),
    )
    html = paired_html(align(body_of(ours, "zh"), body_of(theirs, "en")), *sides)
    return [line for line in html.split("\n") if line]


def pair(id_: str, ours: str, theirs: str, kind: str = "pair") -> list[str]:
    """The lines of a pair that has both languages."""
    return [
        f'<div class="{kind}" id="{id_}">',
        f'<div class="side ours">{ours}</div>',
        f'<div class="side theirs" lang="en">{theirs}</div>',
        *HANDLES.format(id=id_).splitlines(),
        "</div>",
    ]


CASES: dict[str, tuple[str, str, list[str]]] = {
    "a paragraph": ("甲", "A", pair("b-1", "<p>甲</p>", "<p>A</p>")),
    "what one language has": (
        "甲",
        "",
        [
            '<div class="pair" id="b-1">',
            '<div class="side ours"><p>甲</p></div>',
            *ALONE.format(id="b-1").splitlines(),
            "</div>",
        ],
    ),
    # One id would stand twice otherwise.
    "a heading leaves its id to what holds both": (
        "## 甲 {#a}",
        "## A {#a}",
        pair("a", "<h2>甲</h2>", "<h2>A</h2>", "pair heading"),
    ),
    "a list": ("3. 甲", "3. A", ['<ol start="3">', "<li>", *pair("b-1", "甲", "A"), "</li>", "</ol>"]),
    "a box with titles": (
        "::: note 题\n甲\n:::",
        "::: note 城 Title\nA\n:::",
        [
            '<aside class="note" role="note">',
            '<div class="pair titles">',
            '<p class="side ours note-title">题</p>',
            '<p class="side theirs note-title" lang="en"><span lang="zh-Hans">城</span> Title</p>',
            "</div>",
            *pair("b-1", "<p>甲</p>", "<p>A</p>"),
            "</aside>",
        ],
    ),
    "what is outside the sources": (
        "::: outside\n甲\n:::",
        "::: outside\nA\n:::",
        [
            '<aside class="outside" role="note">',
            '<div class="pair titles">',
            '<p class="side ours outside-label">不在原文中</p>',
            '<p class="side theirs outside-label" lang="en">Not in the sources</p>',
            "</div>",
            *pair("b-1", "<p>甲</p>", "<p>A</p>"),
            "</aside>",
        ],
    ),
    "what is outside the sources, with titles": (
        "::: outside 题\n甲\n:::",
        "::: outside\nA\n:::",
        [
            '<aside class="outside" role="note">',
            '<div class="pair titles">',
            '<p class="side ours outside-label">不在原文中</p>',
            '<p class="side theirs outside-label" lang="en">Not in the sources</p>',
            "</div>",
            '<div class="pair titles">',
            '<p class="side ours note-title">题</p>',
            "</div>",
            *pair("b-1", "<p>甲</p>", "<p>A</p>"),
            "</aside>",
        ],
    ),
    "a defined word": (
        "甲\n: 乙",
        "A\n: B",
        ["<dl>", "<dt>", *pair("b-1", "甲", "A"), "</dt>", "<dd>", *pair("b-2", "乙", "B"), "</dd>", "</dl>"],
    ),
    "a table, in which the same words stand once": (
        "| 7 | 甲 |\n|--:|---|",
        "| 7 | A |\n|--:|---|",
        [
            '<div class="table" role="group" tabindex="0" aria-label="表格">',
            "<table>",
            "<thead>",
            '<tr class="pair" id="b-1">',
            '<th scope="col" class="align-right">',
            '<div class="side both">7</div>',
            "</th>",
            '<th scope="col">',
            '<div class="side ours">甲</div>',
            '<div class="side theirs" lang="en">A</div>',
            *HANDLES.format(id="b-1").splitlines(),
            "</th>",
            "</tr>",
            "</thead>",
            "</table>",
            "</div>",
        ],
    ),
    "a rule": ("---", "---", ["<hr>"]),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), CASES.values(), ids=CASES)
def test_elements(ours: str, theirs: str, expected: list[str]) -> None:
    """Both languages stand inside the elements that they share, each pair with its address."""
    assert beside(ours, theirs) == expected


def test_footnotes_of_both_languages() -> None:
    """Each has ids of its own, and its own way back."""
    lines = beside("甲[^1]\n\n[^1]: 乙", "A[^1]\n\n[^1]: B")
    assert [line for line in lines if "<li" in line or "<span" in line] == [
        '<li id="fn1">',
        '<span id="fn-other-1"></span>',
    ]
    html = "".join(lines)
    for mark, label in (("", "回到注1"), ("-other-", "Back")):
        assert f'<a href="#fn{mark}1" id="fnref{mark}1"' in html
        back = f'href="#fnref{mark}1" role="doc-backlink" aria-label="{label}"'
        assert back in html


LANGUAGES = {
    "language_zh": "Chinese",
    "other_language": " (in {language})",
    "stale": "The {language} has changed: {link}.",
    "stale_link": "read the {language}",
}
CHINESE = Destination("/zh-hans/city/", language="zh-Hans")


def test_words_name_the_language_to_which_they_lead() -> None:
    """A link to another language and a notice say which that is, as the interface words call it."""
    side = Side("en", "en", LANGUAGES)
    link = resolve_links(body_of("[x](city.zh.md)", "en"), lambda _: CHINESE)
    assert body_html(link, side) == '<p><a href="/zh-hans/city/" hreflang="zh-Hans">x</a> (in Chinese)</p>\n'
    stale = insert_notices(body_of("", "en"), frozenset(), lambda _: CHINESE, is_above=True)
    assert body_html(stale, side) == (
        '<p class="stale">The Chinese has changed: '
        '<a href="/zh-hans/city/" hreflang="zh-Hans">read the Chinese</a>.</p>\n'
    )


def test_a_language_without_a_word_is_called_by_its_own_name() -> None:
    """A site need not name every language."""
    words = {key: word for key, word in LANGUAGES.items() if key != "language_zh"}
    assert Side("en", "en", words).word("stale_link", "zh-Hant-HK") == "read the 中文"


def test_han_is_marked_as_the_site_reads_it() -> None:
    """On a site that has Japanese, ideographs in plain words of an English page are Japanese."""
    body = body_of("::: note 城 Title\nText.\n:::", "en")
    title = '<p class="note-title"><span lang="{}">城</span> Title</p>'
    side = Side("en", "en")
    assert title.format("zh-Hans") in body_html(body, side)
    assert title.format("ja") in body_html(body, replace(side, han="ja"))
