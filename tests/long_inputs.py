"""Long pages of each kind that once took time by the square of their length, for tests and the benchmark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Body = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page is full of: its name, its text in Chinese and in English, and how often is much."""

    name: str
    chinese: Body
    english: Body
    many: int


def _run(name: str, chinese: str, english: str, many: int) -> Kind:
    """So many of a piece of text in one paragraph; `{}` in it stands for a number."""
    return Kind(
        name,
        lambda n: "".join(chinese.replace("{}", str(i)) for i in range(n)) + "终",
        lambda n: "".join(english.replace("{}", str(i)) for i in range(n)) + "end",
        many,
    )


def _blocks(name: str, chinese: str, english: str, many: int) -> Kind:
    """So many of a block one below the other."""
    return Kind(
        name,
        lambda n: "\n".join(chinese.replace("{}", str(i)) for i in range(n)),
        lambda n: "\n".join(english.replace("{}", str(i)) for i in range(n)),
        many,
    )


def _table(rows: int, row: str = "| 甲 | 乙 |") -> str:
    return "\n".join(["| 名 | 义 |", "|---|---|", *[row] * rows])


def _nested(levels: int, marker: str = "- ") -> str:
    return "\n".join(" " * len(marker) * level + f"{marker}甲" for level in range(levels))


def _footnotes(number: int, word: str) -> str:
    marks = "".join(f"{word}[^{i}]" for i in range(number))
    return marks + "\n\n" + "\n".join(f"[^{i}]: {word}。" for i in range(number))


def _lost_links(number: int) -> str:
    headings = "\n\n".join(f"## 甲 {{#h-{i}}}" for i in range(number))
    return headings + "\n\n" + "".join(f"[甲](#k-{i})，" for i in range(number))


def _differing(first: str, block: str) -> Body:
    """So many blocks behind one that the partner does not have."""
    return lambda n: "\n\n".join([first, *[block] * n])


def _mixed(number: int, cycle: tuple[str, ...]) -> str:
    return "\n\n".join(cycle[i % len(cycle)] for i in range(number))


RUNS = (
    _run("links", "[甲](https://example.org/x)，", "[a](https://example.org/x), ", 5_000),
    _run("links to pages", "[甲](city.zh.md)，", "[a](city.en.md), ", 5_000),
    _run("links to nowhere", "[甲](nowhere-{}.zh.md)，", "[a](nowhere-{}.en.md), ", 2_000),
    _run("automatic links", "<https://example.org/x>，", "<https://example.org/x>, ", 5_000),
    _run("bare addresses", "https://example.org/x 。", "https://example.org/x, ", 5_000),
    _run("figures", "有123人，", "There are 123 men, ", 20_000),
    _run("figures that differ", "有{}人，", "There are 9{} men, ", 5_000),
    _run("figures in words", "有三十二人，", "There are thirty-two men, ", 10_000),
    _run("dates", "2021年6月22日，", "22 June 2021, ", 10_000),
    _run("idioms", "五湖四海，", "one day, ", 10_000),
    _run("citations", "甲[O-2](source:O-2)，", "a [O-2](source:O-2), ", 5_000),
    _run("quotations", "“互联网”[O-2](source:O-2)，", "“internet”[O-2](source:O-2), ", 5_000),
    _run("misquotations", "“甲{}”[O-2](source:O-2)，", "“b{}”[O-2](source:O-2), ", 2_000),
    _run("terms", "[a](term:hu-lian-wang)，", "[a](term:hu-lian-wang), ", 5_000),
    _run("names of terms", "互联网，", "internet, ", 10_000),
    _run("unknown terms", "[a](term:t-{})，", "[a](term:t-{}), ", 5_000),
    _run("pictures", "![甲](x.png)，", "![a](x.png), ", 5_000),
    _run("pictures without text", "![](x.png)", "![](x.png) ", 5_000),
    _run("pictures with titles", '![甲](x.png "乙")，', '![a](x.png "b"), ', 5_000),
    _run("languages", "[a](lang:en)，", "[甲](lang:zh), ", 5_000),
    _run("pinyin", "[海纳](pinyin:hǎi-nà)，", "[海纳](pinyin:hǎi-nà), ", 5_000),
    _run("syllables too many", "[海](pinyin:hǎi-nà)，", "[海](pinyin:hǎi-nà), ", 5_000),
    _run("spans to keep", "[发](keep:)，", "[a](keep:), ", 5_000),
    _run("spans to write", "[发](write:髮)，", "[a](write:b), ", 5_000),
    _run("doubts", "发，", "hair, ", 10_000),
    _run("Chinese in English", "甲，", "甲 a, ", 10_000),
    _run("emphasis", "*甲*，", "*a*, ", 10_000),
    _run("opened strong", "**a，", "**a, ", 20_000),
    _run("opened emphasis and strong", "*a **a", "*a **a", 10_000),
    _run("closed emphasis", "a* b** ", "a* b** ", 10_000),
    _run("stars between", "a*a**a", "a*a**a", 10_000),
    _run("underscores", "_a __a", "_a __a", 10_000),
    _run("stars and underscores", "*a _a", "*a _a", 10_000),
    _run("quotation marks", "“a”", "“a” ", 20_000),
    _run("quotation marks around Chinese", "“甲”", "“甲” ", 20_000),
    _run("opened quotation marks", "“甲", "“a ", 20_000),
    _run("closed quotation marks", "甲”", "a” ", 20_000),
    _run("nested quotation marks", "“甲‘乙", "“a ‘b ", 10_000),
    _run("apostrophes", "it’s甲", "it’s ", 20_000),
    _run("straight quotation marks", '"甲"，', '"a", ', 20_000),
    _run("brackets", "甲(乙)", "a (b) ", 20_000),
    _run("opened brackets", "(甲", "(a ", 20_000),
    _run("spaces around Latin", "甲 a ", "a 甲 ", 20_000),
    _run("full-width letters", "Ａ甲", "Ａ ", 20_000),
    _run("half-width commas", "甲,", "a,", 20_000),
    _run("ellipses", "甲...", "a... ", 20_000),
    _run("soft breaks", "甲\n", "a\n", 20_000),
    _run("soft breaks of Latin", "a\n", "甲\n", 20_000),
    _run("hard breaks", "甲\\\n", "a\\\n", 20_000),
    _run("comments", "<!-- a -->甲", "<!-- a --> a", 10_000),
    _run("opened comments", "<!--", "<!--", 20_000),
    _run("tags", "<b>甲", "<b> a", 5_000),
    _run("less-than signs", "<", "<", 20_000),
    _run("opened tags", "<a ", "<a ", 20_000),
    _run("opened footnotes", "[^", "[^", 20_000),
    _run("unknown footnotes", "[^a{}]，", "[^a{}], ", 5_000),
    _run("one unknown footnote", "[^a]，", "[^a], ", 5_000),
    _run("opened square brackets", "[", "[", 20_000),
    _run("closed square brackets", "]", "]", 20_000),
    _run("square brackets", "[a]", "[a]", 20_000),
    _run("pictures without an end", "![", "![", 20_000),
    _run("links without an end", "[a](", "[a](", 20_000),
    _run("links within links", "[a](b [", "[a](b [", 10_000),
    _run("backslashes", "\\", "\\", 40_000),
    _run("escapes", "\\*", "\\*", 20_000),
    _run("entities", "&amp;", "&amp;", 20_000),
    _run("ampersands", "&", "&", 20_000),
    _run("code", "`甲`，", "`a`, ", 10_000),
    _run("backticks", "`", "`", 20_000),
    _run("hyphens", "a-", "a-", 20_000),
    _run("dots", "a.", "a.", 20_000),
    _run("at signs", "a@", "a@", 20_000),
    _run("slashes", "www.a/", "www.a/", 20_000),
    _run("colons", "1:2", "1:2 ", 20_000),
    _run("commas in digits", "1,234,", "1,234,", 20_000),
    _run("digits", "1", "1", 20_000),
    _run("numerals", "一", "one ", 20_000),
    _run("myriads", "万亿", "million ", 10_000),
    _run("letters", "a", "a", 1_000_000),
    _run("Chinese characters", "甲", "甲", 300_000),
    _run("spaces", " ", " ", 300_000),
    _run("spaces between", "甲 ", "a  ", 100_000),
    _run("full stops", "。", ".", 50_000),
    _run(
        "prose", "江南的水慢慢流过老城，人们在桥上看船。", "The water runs slowly past the old town. ", 15_000
    ),
    _run("prose in lines", "江南的水慢慢流过老城。\n", "The water runs slowly past the old town.\n", 15_000),
)

BLOCKS = (
    _blocks("paragraphs", "甲。\n", "A.\n", 10_000),
    _blocks("headings", "## 甲 {#h-{}}\n", "## A {#h-{}}\n", 10_000),
    _blocks("headings without ids", "## 甲\n", "## A\n", 10_000),
    _blocks("one id for all", "## 甲 {#h}\n", "## A {#h}\n", 5_000),
    _blocks("headings with other ids", "## 甲 {#h-{}}\n", "## A {#k-{}}\n", 1_000),
    _blocks("sections", "## 甲 {#h-{}}\n\n甲。\n", "## A {#h-{}}\n\nA.\n", 5_000),
    _blocks("subsections", "### 甲 {#h-{}}\n\n甲。\n", "### A {#h-{}}\n\nA.\n", 5_000),
    _blocks("list items", "- 甲", "- A", 20_000),
    _blocks("loose list items", "- 甲\n", "- A\n", 10_000),
    _blocks("numbered items", "1. 甲", "1. A", 20_000),
    _blocks("lists", "- 甲\n\n甲\n", "- A\n\nA\n", 5_000),
    _blocks("block quotations", "> 甲\n", "> A\n", 5_000),
    _blocks("lazy block quotation", "> 甲", "> A", 20_000),
    _blocks("boxes", "::: note\n甲\n:::\n", "::: note\nA\n:::\n", 3_000),
    _blocks("boxes without an end", "::: note\n甲\n", "::: note\nA\n", 200),
    _blocks("unknown boxes", "::: box\n甲\n", "::: box\nA\n", 5_000),
    _blocks("only boxes", "::: only\n甲\n:::\n", "::: only\nA\n:::\n", 3_000),
    _blocks("definitions", "甲\n: 乙\n", "A\n: B\n", 5_000),
    _blocks("code blocks", "```\n甲\n```\n", "```\na\n```\n", 5_000),
    _blocks("rules", "---\n", "---\n", 10_000),
    _blocks("HTML", "<div>\n", "<div>\n", 5_000),
    _blocks("comments in blocks", "<!-- 甲 -->\n", "<!-- a -->\n", 10_000),
    _blocks("references", "[a{}]: https://example.org/\n", "[a{}]: https://example.org/\n", 5_000),
    _blocks("footnotes without a mark", "[^{}]: 甲\n", "[^{}]: a\n", 5_000),
    _blocks("empty lines", "\n", "\n", 100_000),
    _blocks("tables", "| 甲 |\n|---|\n| 乙 |\n", "| A |\n|---|\n| B |\n", 3_000),
    _blocks("pictures in paragraphs", '![甲](x.png "乙")\n', '![a](x.png "b")\n', 5_000),
    Kind("table rows", lambda n: _table(n), lambda n: _table(n, "| A | B |"), 3_000),
    Kind(
        "table rows that differ",
        lambda n: _table(n),
        lambda n: "\n".join([_table(n, "| A | B |"), "| C | D |"]),
        3_000,
    ),
    Kind(
        "table columns",
        lambda n: "| 甲 " * n + "|\n" + "|---" * n + "|\n" + "| 乙 " * n + "|",
        lambda n: "| A " * n + "|\n" + "|---" * n + "|\n" + "| B " * n + "|",
        3_000,
    ),
    Kind(
        "cells with escapes",
        lambda n: _table(n, r"| 甲\|乙 | `a\|b` |"),
        lambda n: _table(n, r"| a\|b | `a\|b` |"),
        2_000,
    ),
    Kind("links to no section", _lost_links, _lost_links, 3_000),
    Kind("footnotes", lambda n: _footnotes(n, "甲"), lambda n: _footnotes(n, "a "), 3_000),
    Kind(
        "marks of one footnote",
        lambda n: "甲[^1]" * n + "\n\n[^1]: 甲。",
        lambda n: "a[^1] " * n + "\n\n[^1]: A.",
        5_000,
    ),
    Kind("one paragraph more", _differing("- 甲", "甲。"), _differing("A.", "A."), 1_500),
    Kind(
        "one list item more", lambda n: "\n".join(["- 甲"] * (n + 1)), lambda n: "\n".join(["- a"] * n), 5_000
    ),
    Kind(
        "blocks that alternate",
        lambda n: _mixed(n, ("甲。", "- 甲", "> 甲")),
        lambda n: _mixed(n, ("A.", "> a", "- a", "A.")),
        500,
    ),
    Kind("nothing in common", lambda n: _mixed(n, ("甲。",)), lambda n: _mixed(n, ("> A.",)), 500),
    Kind("partner without text", lambda n: _mixed(n, ("甲。",)), lambda n: "A.", 3_000),
    Kind("levels of lists", _nested, _nested, 150),
    Kind("levels of numbered lists", lambda n: _nested(n, "1. "), lambda n: _nested(n, "1. "), 150),
    Kind("levels on one line", lambda n: "- " * n + "甲", lambda n: "- " * n + "a", 2_000),
    Kind("levels of block quotations", lambda n: "> " * n + "甲", lambda n: "> " * n + "a", 2_000),
    Kind(
        "levels of boxes",
        lambda n: "".join(f"{':' * (3 + n - i)} note\n" for i in range(n)) + "甲\n",
        lambda n: "".join(f"{':' * (3 + n - i)} note\n" for i in range(n)) + "a\n",
        100,
    ),
    Kind(
        "levels of emphasis", lambda n: "*_" * n + "甲" + "_*" * n, lambda n: "*_" * n + "a" + "_*" * n, 5_000
    ),
    Kind(
        "levels of square brackets",
        lambda n: "[" * n + "甲" + "]" * n,
        lambda n: "[" * n + "a" + "]" * n,
        10_000,
    ),
    Kind(
        "levels of links",
        lambda n: "[" * n + "甲" + "](#a)" * n,
        lambda n: "[" * n + "a" + "](#a)" * n,
        5_000,
    ),
    Kind(
        "runs of backticks",
        lambda n: " ".join("`" * i for i in range(1, n)),
        lambda n: " ".join("`" * i for i in range(1, n)),
        300,
    ),
    Kind("a long title", lambda n: f'[甲](a.md "{"乙" * n}")', lambda n: f'[a](a.md "{"b" * n}")', 50_000),
    Kind(
        "a long word in brackets",
        lambda n: f"[甲](https://example.org/{'a' * n})",
        lambda n: f"[a](https://example.org/{'a' * n})",
        100_000,
    ),
    Kind("a heading of braces", lambda n: "## 甲 " + "{#" * n, lambda n: "## a " + "{#" * n, 20_000),
    Kind("a heading of spaces", lambda n: "## 甲" + " " * n + "乙", lambda n: "## a" + " " * n + "b", 20_000),
    Kind("control characters", lambda n: "甲\n" + "\x01" * n, lambda n: "a\n" + "\x01" * n, 10_000),
    Kind("control characters in lines", lambda n: "甲\x01\n" * n, lambda n: "a\x01\n" * n, 10_000),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*RUNS, *BLOCKS)}
