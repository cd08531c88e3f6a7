"""Texts that no author writes: each is made as long as it is asked for, for tests and for the fuzz.

`PAGES` are bodies of pages, `HEADS` values of a front matter, `DATA` whole files of YAML, `BYTES` whole files
of no text; beside them stand the long pages of `long_inputs.py`. `judge` says what is wrong with how a site
was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.edit.formats import as_json
from sitegen.edit.report import told
from sitegen.make import Made, make_site
from sitegen.memory import Memory
from sitegen.model import Severity

Text = Callable[[int], str]

# Repeated to the length that is asked for; `{}` stands for a number.
_REPEATED = {
    "footnote marks": "[^a]",
    "numbered footnote marks": "[^a{}]",
    "stars": "*",
    "strong and emphasis": "**a*",
    "three stars": "***a",
    "stars and underscores": "*_a**",
    "stars around Chinese": "*甲**",
    "underscores": "_",
    "escaped letters": "\\a",
    "opened comments": "<!--",
    "half comments": "<!-",
    "instructions": "<?",
    "declarations": "<!A ",
    "character data": "<![CDATA[",
    "attributes": '<a b="',
    "closing tags": "</a",
    "addresses without words": "](",
    "references": "[a][b]",
    "reference definitions": "[a{}]: b\n",
    "definitions without an end": "[a\n",
    "titles without an end": "[a]: b 'c\n",
    "addresses without an end": "[a]: <b\n",
    "inline footnotes": "^[",
    "footnote definitions": "[^1]: ",
    "numbered footnotes": "甲[^{}]\n\n[^{}]: 乙\n\n",
    "named entities": "&NotEqualTilde;",
    "entities without a name": "&a",
    "numbers of characters": "&#1",
    "entities of control characters": "&#1;",
    "entities of invisible characters": "&#8203;",
    "titles with invisible characters": '[a](b "c&#8203;")',
    "strikethrough": "~~",
    "one sign": "~a",
    "inserted": "++a",
    "highlighted": "==a",
    "superscript": "^a",
    "formulas": "$a",
    "emoji": ":a:",
    "wiki links": "[[a]]",
    "templates": "{{a",
    "template tags": "{%",
    "opened braces": "{#",
    "tasks": "- [ ] a\n",
    "merges": "<<<<<<< a\n",
    "ends of merges": "=======\n",
    "addresses of mail": "a@b.",
    "addresses in brackets": "<http:",
    "guillemets": "《",
    "quotation marks in turn": "“‘",
    "straight marks": "'",
    "full-width marks": "＃！＊［］（）｜：｀＜＞",
    "full-width brackets": "［甲］（乙）",
    "full-width stars": "＊＊甲",
    "full-width headings": "＃　甲\n",
    "full-width boxes": "：：：\n",
    "variation selectors": "“\ufe01",
    "Chinese numerals": "三十二亿",
    "numerals without a value": "第一千零",
    "fractions": "三分之",
    "years": "一九八四年",
    "numerals of English": "twenty-",
    "hundreds": "hundred thousand ",
    "percentages": "1.5%",
    "times": "5:30 ",
    "circled numbers": "①",
    "numbered lines": "1、甲\n",
    "numbers in brackets": "(1) a ",
    "bullets": "• a\n",
    "doubts": "干",
    "ellipses": "…",
    "dashes": "—",
    "hyphens": "--",
    "hard breaks": "a  \n",
    "tabs": "a\t",
    "no-break spaces": "a\u00a0",
    "zero-width spaces": "a\u200b",
    "joiners": "\u200d",
    "overrides": "甲\u202e",
    "isolates": "\u2066a",
    "soft hyphens": "a\u00ad",
    "control characters": "a\x01",
    "two control characters": "\x01\x02",
    "line separators": "a\u2028",
    "replacement characters": "\ufffd",
    "private characters": "\ue000",
    "combining characters": "a\u0301",
    "combining characters alone": "\u0301",
    "pictures of Unicode": "\U0001f600\ufe0f",
    "underlines": "a\n-\n",
    "underlines alone": "-\n",
    "second underlines": "甲\n=\n\n",
    "hashes": "#",
    "rules": "- - -\n",
    "stars of lists": "* ",
    "numbers of lists": "1. ",
    "quotations and lists": "> - ",
    "ends of boxes": ":::\n",
    "boxes on one line": "::::: note ",
    "definitions": ": a\n",
    "definitions apart": "a\n\n: ",
    "fences": "```\n",
    "fences of two kinds": "~~~\n```\n",
    "opened blocks of HTML": "<div>\n",
    "indented lines": "    a\n",
    "rows without a rule": "a|b\n",
    "rules of tables": "---|---\n",
    "heads of tables": "| a |\n|---|\n",
    "bars": "|",
    "sources without words": "[](source:O-2)",
    "sources of nothing": "[a](source:)",
    "paragraphs of sources": "“甲”[O-2](source:O-2#1)",
    "drawn pictures": "![甲](picture:a)\n\n",
    "kept within kept": "[[甲](keep:)](keep:)",
    "unquoted": "“[甲](unquoted:)”",
}


def _repeat(piece: str) -> Text:
    return lambda size: "".join(piece.replace("{}", str(i)) for i in range(size // len(piece) + 1))


def _levels(opening: str, closing: str, inner: str = "a") -> Text:
    def nest(size: int) -> str:
        number = size // len(opening + closing) + 1
        return opening * number + inner + closing * number

    return nest


def _growing(piece: str, between: str = " ") -> Text:
    return lambda size: between.join(piece * i for i in range(1, int((2 * size / len(piece)) ** 0.5) + 1))


def _table(cells: int, rows: int, row: str = "") -> str:
    full = "| 甲 " * cells + "|"
    return "\n".join([full, "|---" * cells + "|", *[row or full] * rows])


def _square(size: int) -> str:
    side = int((size / 4) ** 0.5) + 1
    return _table(side, side)


_SHAPES: Mapping[str, Text] = {
    "levels of pictures": _levels("![", "](b)"),
    "levels of kept words": _levels("[甲", "](keep:)"),
    "levels of marked languages": _levels("[甲", "](lang:en)"),
    "levels of links and stars": _levels("**[", "](b)**"),
    "levels of brackets in an address": lambda size: f"[a]({'(' * size}{')' * size})",
    "levels of emphasis of words": _levels("*a ", " a*"),
    "levels of strong": _levels("**a ", " a**"),
    "levels of quotation marks": _levels("“a", "a”"),
    "levels of two quotation marks": _levels("“‘", "’”"),
    "levels of brackets": _levels("（", "）"),
    "levels of indented lists": lambda size: "\n".join("  " * i + "- a" for i in range(int(size**0.5) + 1)),
    "levels of lists with tabs": _levels("-\t", ""),
    "deep quotations again and again": lambda size: (">" * 30 + "a\n\n") * (size // 33 + 1),
    "deep lists again and again": lambda size: ("- " * 8 + "a\n\n") * (size // 19 + 1),
    "growing code": _growing("`"),
    "growing stars": _growing("*", "a "),
    "growing fences": _growing("~", "\n\n"),
    "growing words": _growing("甲"),
    "a table of many rows and columns": _square,
    "a table with a head alone": lambda size: _table(size // 7 + 1, 0),
    "a table that lacks most cells": lambda size: _table(size // 14 + 1, size // 14 + 1, "| 甲 |"),
    "a table with too many cells": lambda size: _table(2, size // 30 + 1, "| 甲 " * 10 + "|"),
    "one footnote for all": lambda size: "a[^1] " * (size // 6 + 1) + "\n\n[^1]: b",
    "a footnote within itself": lambda size: "a[^1]\n\n[^1]: " + "b[^1] " * (size // 6 + 1),
    "a long label": lambda size: f"[^{'a' * size}] {'[^' * (size // 2)}\n\n[^{'a' * size}]: b",
    "one long address for all": lambda size: f"[a]: https://example.org/{'b' * size}\n\n" + "[a] " * size,
    "one long title for all": lambda size: f"[a]: /b '{'c' * size}'\n\n" + "[a] " * size,
    "a title of many lines": lambda size: "[a]\n\n[a]: b '" + "c\n" * size,
    "a fence without an end": lambda size: "```\n" + "a\n" * size,
    "a comment without an end": lambda size: "<!--\n" + "a\n\n" * size,
    "a heading of hashes": lambda size: "## a " + "#" * size,
    "a heading of backslashes": lambda size: "## a " + "\\" * size + "{#a}",
    "a heading of words": lambda size: "## " + "a " * size,
    "headings that wait for ids": lambda size: "## a {#\n\n" * (size // 10 + 1),
    "lazy lines of a list": lambda size: "- a\n" + "a\n" * size,
    "boxes and fences": lambda size: "::: note\n```\n" * (size // 13 + 1),
    "fewer and fewer colons": lambda size: "".join(
        ":" * i + " note\n" for i in range(int((2 * size) ** 0.5) + 3, 2, -1)
    ),
    "tabs and a letter": lambda size: "\t" * size + "a",
    "one word": lambda size: "a" * size,
    "one line": lambda size: "甲" * size,
    "more front matter": lambda size: "---\n" * (size // 4 + 1),
}
PAGES: Mapping[str, Text] = {**{name: _repeat(piece) for name, piece in _REPEATED.items()}, **_SHAPES}

# What stands behind `title: ` and `summary: `.
HEADS: Mapping[str, Text] = {
    "a long word": lambda size: "a" * size,
    "long Chinese": lambda size: "甲" * size,
    "stars": lambda size: '"' + "*a **a" * (size // 6 + 1) + '"',
    "quotation marks": lambda size: "“" * size,
    "escapes": lambda size: '"' + "\\u200b" * (size // 6 + 1) + '"',
    "overrides": lambda size: '"' + "\\u202e" * (size // 6 + 1) + '"',
    "brackets": lambda size: "[" * size,
    "closed brackets": lambda size: "[" * size + "]" * size,
    "braces": lambda size: "{a: " * size,
    "many lines": lambda size: "|\n" + "  a\n" * size,
    "folded lines": lambda size: ">\n" + "  a\n\n" * size,
    "digits": lambda size: "9" * size,
    "dates": lambda size: "2021-06-22" * (size // 10 + 1),
    "anchors": lambda size: "&a " * size,
    "tags": lambda size: "!" * size,
    "quotation that does not end": lambda size: '"' + "a" * size,
    "keys": lambda size: "a: " * size,
}

_TERM = "  - id: t-{}\n    group: words\n    zh: 词{}\n    en: word {}\n"
# Files of a site, without what a number says of the size.
DATA: Mapping[str, tuple[str, Text]] = {
    "terms": (
        "content/glossary.yaml",
        lambda size: "groups:\n  - id: words\n    title: {zh: 甲, en: A}\nterms:\n" + _repeat(_TERM)(size),
    ),
    "levels of settings": ("content/site.yaml", lambda size: "{a: " * size),
    "entries without a key": ("content/style.yaml", lambda size: "- a\n" * size),
    "keys without an end": ("content/conversion.yaml", lambda size: "a:\n" * size),
    "the same key": ("content/sources/opinions.yaml", lambda size: "title: a\n" * size),
    "levels of keys": (
        "content/reviewed.yaml",
        lambda size: "\n".join(" " * i + "a:" for i in range(int((2 * size) ** 0.5) + 1)),
    ),
    "brackets of a record": ("content/made_from/city.en.yaml", lambda size: "[" * size),
    "braces of a picture": ("content/pictures/a.yaml", lambda size: "kind: {" * size),
}

BYTES: Mapping[str, Callable[[int], bytes]] = {
    "zeros": lambda size: b"\0" * size,
    "control characters": lambda size: b"\x01" * size,
    "bytes of no character": lambda size: b"---\ntitle: a\n---\n" + b"\xff" * size,
    "half characters": lambda size: b"\xe7\x94" * size,
    "marks of byte order": lambda size: b"\xef\xbb\xbf" * size,
    "carriage returns": lambda size: b"\r" * size,
    "spaces": lambda size: b" " * size,
    "wide characters": lambda size: b"\xff\xfe" + "甲\n".encode("utf-16-le") * size,
    "Chinese of another time": lambda size: "城市".encode("gb18030") * size,
    "front matter without an end": lambda size: b"---\n" + b"title: a\n" * size,
    "text without front matter": lambda size: b"a\n" * size,
}


def make(root: Path, memory: Memory | None = None, *, is_preview: bool = False) -> tuple[Made, list[str]]:
    """Make a site with gates, say what is to be said of it, and return it with what is wrong with that."""
    made = make_site(root, memory, is_preview=is_preview, with_gates=True)
    for language in ("en", "zh"):
        list(told(made.diagnostics, root, language))
        as_json(made.diagnostics, language)
    return made, [*judge(made, is_preview=is_preview)]


def judge(made: Made, *, is_preview: bool = False) -> list[str]:
    """Return what is wrong with how a site was made: it is built, or refused at places of files."""
    errors = [each for each in made.diagnostics if each.severity is Severity.ERROR]
    wrong = [
        f"no place: {each}"
        for each in made.diagnostics
        if not each.place.path or each.place.line < 1 or each.place.column < 1
    ]
    if not made.outputs and not errors:
        wrong.append("neither built nor refused")
    if made.outputs and errors and not is_preview:
        wrong.append(f"built in spite of {errors[0]}")
    return wrong
