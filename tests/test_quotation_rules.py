"""What is said of quotations, and of sections that cite nothing."""

from pathlib import Path

import pytest
from marked import expected, said
from small_site import GOOD, HEAD, PAGE, SITE, SOURCE, TERMS, Files, changed, page

RULES = (
    "long-phrase",
    "long-quotation",
    "misquoted",
    "unapproved-english",
    "uncited-section",
    "unbound-quotation",
    "mislabelled-citation",
    "bad-span",
)
ENGLISH = "content/pages/city.en.md"
TITLE = "title: City\nsummary: One sentence."
# The small site of the tests has switched this rule off.
WEIGHED = {SITE: GOOD[SITE].replace("uncited-section: off, ", "")}
PHRASES = {
    SOURCE: GOOD[SOURCE].replace("[互联网的“大门”]", "[互联网的“大门”, 海纳百川、追求卓越, 到2035年]"),
    TERMS: GOOD[TERMS].replace("en: internet", "en: the people’s internet\n        also: {en: [net, “web”]}"),
}
MORE = PHRASES[SOURCE] + "".join(
    f"""\
  - id: {id_}
    section: {{zh: 甲, en: First part}}
    gist: {{zh: 大意。, en: The gist.}}
    phrases: [{phrase}]
"""
    for id_, phrase in (("O-3", "安静读书"), ("O-4", "大声读书"))
)
PLACES = "Look at the phrases of O-2 in content/sources."
SHORT = "Quote 16 at the most, and say the rest in words of your own."
OTHERWISE = "Quote the Chinese and give the English without marks, or add the term to the glossary."
CITE = "Write behind a statement where it stands: [O-2](source:O-2). Boxes `outside` need none."
UNCITED = f"warning: this section cites no paragraph of a source [uncited-section] {CITE}"


def chinese(body: str) -> Files:
    """The page with this body, where the source has some phrases."""
    return {**PHRASES, PAGE: page(body)}


def english(body: str) -> Files:
    """Its partner with this body."""
    return {**PHRASES, ENGLISH: page(body, TITLE)}


FAULTS = {
    "seventeen characters": (
        chinese("他说▸“一二三四五六七八九十一二三四五六七”[O-2](source:O-2)。"),
        f"error: the quotation has 17 characters [long-quotation] {SHORT}",
    ),
    "a long quotation of a phrase": (
        {
            **chinese("▸“一二三四五六七八九十一二三四五六七”[O-2](source:O-2)"),
            SOURCE: GOOD[SOURCE].replace("互联网的“大门”", "一二三四五六七八九十一二三四五六七八"),
        },
        f"error: the quotation has 17 characters [long-quotation] {SHORT}",
    ),
    "sixteen characters that no phrase has": (
        chinese("▸“一二三四五六七八九十一二三四五六”[O-2](source:O-2)"),
        f"error: “一二三四五六七八九十一二三四五六” is no phrase of O-2 [misquoted] {PLACES}",
    ),
    "one character": (
        chinese("见▸“海纳百州”[O-2](source:O-2)"),
        "error: “海纳百州” is no phrase of O-2 [misquoted] Did you mean `海纳百川`?",
    ),
    "the end of a phrase": (
        chinese("▸“追求卓约”[O-2](source:O-2)"),
        "error: “追求卓约” is no phrase of O-2 [misquoted] Did you mean `追求卓越`?",
    ),
    "two phrases as one": (
        chinese("▸“大门、海纳百川”[O-2](source:O-2)"),
        f"error: “大门、海纳百川” is no phrase of O-2 [misquoted] {PLACES}",
    ),
    "nothing": (chinese("▸“”[O-2](source:O-2)"), f"error: “” is no phrase of O-2 [misquoted] {PLACES}"),
    "other marks inside": (
        chinese("▸“互联网的（大门）”[O-2](source:O-2)"),
        "error: “互联网的（大门）” is no phrase of O-2 [misquoted] Did you mean `互联网的“大门”`?",
    ),
    "another number": (
        chinese("▸“到2036年”[O-2](source:O-2)"),
        "error: “到2036年” is no phrase of O-2 [misquoted] Did you mean `到2035年`?",
    ),
    "Chinese on an English page": (
        english("They say ▸“海纳百州”[O-2](source:O-2)."),
        "error: “海纳百州” is no phrase of O-2 [misquoted] Did you mean `海纳百川`?",
    ),
    "in a table, a footnote and a list": (
        {
            **chinese(
                "| 甲 |\n|---|\n| ▸“海”[O-2](source:O-2)“纳”[O-2](source:O-2) |\n\n- 文[^1]\n- "
                "▸“川川”[O-2](source:O-2)\n\n[^1]: ▸“卓”[O-2](source:O-2)"
            ),
            SOURCE: GOOD[SOURCE].replace("互联网的“大门”", "纳"),
        },
        f"error: “海” is no phrase of O-2 [misquoted] {PLACES}",
        f"error: “川川” is no phrase of O-2 [misquoted] {PLACES}",
        f"error: “卓” is no phrase of O-2 [misquoted] {PLACES}",
    ),
    "English of no term": (
        english("They list ▸“all rivers”[O-2](source:O-2)."),
        f"error: “all rivers” is not the English of any term [unapproved-english] {OTHERWISE}",
    ),
    "English of no term, nearly": (
        english("They list ▸“the peoples’ internet”[O-2](source:O-2)."),
        "error: “the peoples’ internet” is not the English of any term [unapproved-english] "
        "Did you mean “the people’s internet”?",
    ),
    "English on a Chinese page": (
        chinese("所谓▸“city”[O-2](source:O-2)"),
        f"error: “city” is not the English of any term [unapproved-english] {OTHERWISE}",
    ),
    "words of another paragraph": (
        {**chinese("▸“安静”[O-2](source:O-2)"), SOURCE: MORE},
        "error: “安静” is no phrase of O-2 [misquoted] "
        "O-3 has these words: cite it, in every language of the page.",
    ),
    "words of several other paragraphs": (
        {**chinese("▸“读书”[O-2](source:O-2)"), SOURCE: MORE},
        "error: “读书” is no phrase of O-2 [misquoted] "
        "O-3 and O-4 have these words: cite one of them, in every language of the page.",
    ),
    "one citation that does not have them": (
        chinese("“追求”[O-2](source:O-2)和▸“追求卓约”（[O-2](source:O-2)）"),
        "error: “追求卓约” is no phrase of O-2 [misquoted] Did you mean `追求卓越`?",
    ),
    "words that no mark belongs to": (
        chinese("▸“海纳百州”说的是，“海纳百川”[O-2](source:O-2)"),
        "gate: no citation belongs to “海纳百州”, in a passage that cites O-2 [unbound-quotation] Name the "
        "paragraph that has these words directly behind them: “海纳百州”[O-2](source:O-2). Where they are no "
        "words of a source, write [“海纳百州”](unquoted:).",
    ),
    "words of another paragraph that no mark belongs to": (
        {**chinese("▸“安静”说的是，“海纳百川”[O-2](source:O-2)"), SOURCE: MORE},
        "gate: no citation belongs to “安静”, in a passage that cites O-2 [unbound-quotation] O-3 has these "
        "words: write “安静”[O-3](source:O-3). Where they are no words of a source, write "
        "[“安静”](unquoted:).",
    ),
    "another paragraph’s label": (
        {**chinese("▸[O-2](source:O-3)，▸[第二段](source:O-2)，[O-2](source:O-2)"), SOURCE: MORE},
        "error: the mark `O-2` leads to O-3 [mislabelled-citation] "
        "Write the paragraph that you mean in both places: [O-3](source:O-3).",
        "error: the mark `第二段` leads to O-2 [mislabelled-citation] "
        "Write the paragraph that you mean in both places: [O-2](source:O-2).",
    ),
    "words of a picture that cites": (
        {
            **PHRASES,
            "content/pictures/tree.yaml": """\
kind: tree
description: {zh: 一图。, en: A picture.}
root:
  words: {zh: 说“海纳百川”, en: Words}
  cites: [O-2]
branches:
  - node: {words: {zh: 说▸“海纳百州”, en: Words}, cites: [O-2]}
    leaves: [{words: {zh: 说“海纳百州”而不引, en: Words}}]
""",
        },
        "error: “海纳百州” is no phrase of O-2 [misquoted] Did you mean `海纳百川`?",
    ),
    "nothing in marks, or something behind the colon": (
        chinese("▸[魔都](unquoted:)，▸[“魔都”](unquoted:O-2)"),
        "error: `unquoted:` is for words in quotation marks that quote no source [bad-span] Write the words "
        "with their marks between the brackets, and nothing behind the colon: [“…”](unquoted:).",
    ),
    "a page that cites nothing": (
        {**WEIGHED, PAGE: page("▸正文。"), ENGLISH: page("▸Text.", TITLE)},
        UNCITED,
    ),
    "one section of three": (
        {
            **WEIGHED,
            PAGE: page(
                "甲[O-2](source:O-2)。\n\n## 一 {#a}\n\n乙[O-2](source:O-2)。\n\n"
                "▸## 二 {#b}\n\n丙。\n\n▸### 三 {#c}\n\n丁。"
            ),
            ENGLISH: page("[O-2](source:O-2)", TITLE),
        },
        UNCITED,
    ),
    "a section before one that cites": (
        {
            **WEIGHED,
            PAGE: page("[O-2](source:O-2)\n\n▸## 一 {#a}\n\n甲。\n\n## 二 {#b}\n\n乙[O-2](source:O-2)。"),
            ENGLISH: page("[O-2](source:O-2)", TITLE),
        },
        UNCITED,
    ),
    "a section beside a sub-section that cites": (
        {
            **WEIGHED,
            PAGE: page(
                "[O-2](source:O-2)\n\n## 一 {#a}\n\n### 二 {#b}\n\n乙[O-2](source:O-2)。\n\n"
                "▸## 三 {#c}\n\n丁。"
            ),
            ENGLISH: page("[O-2](source:O-2)", TITLE),
        },
        UNCITED,
    ),
    "lists, tables and boxes": (
        {
            **WEIGHED,
            PAGE: page(
                "▸- 甲\n\n▸## 一 {#a}\n\n| 乙 |\n|---|\n| 丙 |\n\n▸## 二 {#b}\n\n::: note\n丁\n:::\n\n"
                "▸## 三 {#c}\n\n> 戊\n\n▸## 四 {#d}\n\n己\n: 庚"
            ),
            ENGLISH: page("[O-2](source:O-2)", TITLE),
        },
        UNCITED,
    ),
    "a footnote that another section refers to": (
        {
            **WEIGHED,
            PAGE: page("甲[^1]。\n\n▸## 一 {#a}\n\n乙。\n\n[^1]: 见[O-2](source:O-2)。"),
            ENGLISH: page("[O-2](source:O-2)", TITLE),
        },
        UNCITED,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(tmp_path: Path, name: str) -> None:
    """The fault is named at its place, once, with what to do."""
    files, *messages = FAULTS[name]
    home = {f"content/pages/index.{each}.md": page("[O-2](source:O-2)") for each in ("zh", "en")}
    home |= {f"content/pages/glossary.{each}.md": page("[O-2](source:O-2)") for each in ("zh", "en")}
    assert said(tmp_path, {**home, **files}, RULES) == expected(files, *messages)


NEAR_MISSES = {
    "sixteen characters": {
        **chinese("“一二三四五六七八九十一二三四五六”[O-2](source:O-2)"),
        SOURCE: GOOD[SOURCE].replace("互联网的“大门”", "一二三四五六七八九十一二三四五六"),
    },
    "a formula of twenty-four characters": {
        **chinese("“一二三四五六七八九十一二三四五六七八九十一二三四”[O-2](source:O-2)"),
        SOURCE: GOOD[SOURCE].replace("互联网的“大门”", "一二三四五六七八九十一二三四五六七八九十一二三四"),
    },
    "a part of a phrase": chinese("“追求”[O-2](source:O-2)"),
    "a phrase with marks": chinese("“互联网的“大门””[O-2](source:O-2)"),
    "a phrase with the marks of a quotation inside one": chinese("“互联网的‘大门’”[O-2](source:O-2)"),
    "digits of a phrase": chinese("“2035”[O-2](source:O-2)"),
    "emphasis in a phrase": chinese("“海纳**百川**”[O-2](source:O-2)"),
    "words of a sentence that cites nothing": chinese("有人说“海纳百州”。原文在[O-2](source:O-2)。"),
    "words of a paragraph that cites nothing": chinese("“海纳百州”\n\n[O-2](source:O-2)"),
    "a title": chinese("《海纳百州》里说“海纳百川”[O-2](source:O-2)"),
    "the name of a term": chinese("“互联网”这个词，原文写作“海纳百川”[O-2](source:O-2)"),
    "a nickname": chinese("上海有[“魔都”](unquoted:)之称，又说“海纳百川”[O-2](source:O-2)"),
    "an unquoted name before a mark": chinese("[**“魔都”**](unquoted:)[O-2](source:O-2)"),
    "single letters of a keyboard": chinese("按“，”，再看[O-2](source:O-2)"),
    "inches": chinese("屏幕5\"，“海纳百川”[O-2](source:O-2)"),
    "apostrophes": english("The city’s words, and the cities’ [O-2](source:O-2), don’t differ"),
    "parts of a phrase": chinese("“海纳……卓越”[O-2](source:O-2)，“海……越”[O-2](source:O-2)"),
    "parts of two phrases": chinese("“海纳百川……2035年”[O-2](source:O-2)"),
    "words that stand in the sentence’s paragraph": chinese("“海纳百川”在“到2035年”[O-2](source:O-2)之前"),
    "a full stop of the sentence": chinese("“海纳百川。”[O-2](source:O-2)"),
    "an unknown paragraph": chinese("“海纳百州”[O-9](source:O-9)"),
    "English of a term": english("The “people’s internet”, “The People's internet,”[O-2](source:O-2)"),
    "another name": english("“net”[O-2](source:O-2), “‘web’”"),
    "a name over two lines": english("“the people’s\ninternet”[O-2](source:O-2)"),
    "sections that cite": {
        **WEIGHED,
        PAGE: page("甲[O-2](SOURCE:O-2)。\n\n## 一 {#a}\n\n**乙**[O-2](source:O-2)。"),
    },
    "a heading with citations below": {
        **WEIGHED,
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n引言。\n\n### 二 {#b}\n\n乙[O-2](source:O-2)。"),
    },
    "a sub-section below one that cites": {
        **WEIGHED,
        PAGE: page(
            "引言。\n\n## 一 {#a}\n\n甲[O-2](source:O-2)。\n\n### 二 {#b}\n\n乙。\n\n#### 三 {#c}\n\n丙。"
        ),
    },
    "a section that refers to a text outside": {
        **WEIGHED,
        "content/references.yaml": "daily: {title: {zh: 日报, en: Daily}, url: https://example.org/}",
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n甲（[日报](reference:daily)）。"),
    },
    "a section that is unfolded": {
        **WEIGHED,
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n::: fold 甲？\n乙。\n:::"),
    },
    "a heading alone": {**WEIGHED, PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}")},
    "a box from elsewhere": {
        **WEIGHED,
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n::: outside\n甲。\n:::\n\n```\n码\n```"),
    },
    "links alone": {
        **WEIGHED,
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n[甲](index.zh.md)，[乙](index.zh.md)。\n\n- [丙](b)"),
    },
    "a footnote that cites": {
        **WEIGHED,
        PAGE: page("[O-2](source:O-2)\n\n## 一 {#a}\n\n甲[^1]。\n\n## 二 {#b}\n\n乙[O-2](source:O-2)。\n\n"
                   "[^1]: 见[O-2](source:O-2)。"),
    },
    "a page without sources": {**WEIGHED, PAGE: page("正文。", f"{HEAD}\nsources: none")},
    "a page of a template": {**WEIGHED, PAGE: page("正文。", f"{HEAD}\ntemplate: glossary")},
    "a site that cites nothing": {
        **WEIGHED,
        **{
            f"content/pages/{key}.{language}.md": page("Text.")
            for key in ("index", "city", "glossary")
            for language in ("zh", "en")
        },
    },
    "a site without sources": {
        **WEIGHED,
        PAGE: page("正文。"),
        SOURCE: GOOD[SOURCE][: GOOD[SOURCE].index("paragraphs:")] + "paragraphs: []\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss(tmp_path: Path, name: str) -> None:
    """What only looks like a fault is not named."""
    files = {
        f"content/pages/{key}.{language}.md": page("[O-2](source:O-2)")
        for key in ("index", "city", "glossary")
        for language in ("zh", "en")
    }
    assert said(tmp_path, {**files, **NEAR_MISSES[name]}, RULES) == []


def test_weighed_by_the_site(tmp_path: Path) -> None:
    """A site may switch off that sections cite, but not that quotations are right."""
    files = changed(SITE, "uncited-section: off", "uncited-section: off, misquoted: off")
    files |= chinese("“海纳百州”[O-2](source:O-2)")
    lines = said(tmp_path, files, (*RULES, "unknown-rule"))
    assert [line.rpartition("[")[2].partition("]")[0] for line in lines] == ["misquoted", "unknown-rule"]
