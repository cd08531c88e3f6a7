"""What is said of each kind of left-over markup: its rule, what it is, and what to write in its stead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """The rule of a kind, its message, in which the words found are filled in, and its hint."""

    rule: str
    message: str
    hint: str


_SHOW = "To show it as it stands, put it between backticks, or a backslash before its first character."
_WIDE, _LEFT, _RUN = "full-width-markup", "leftover-markup", "run-together"

SAYS: Mapping[str, Said] = {
    # Typed on a Chinese keyboard
    "full-width-heading": Said(
        _WIDE,
        "`{}` is no heading: its marks are full-width",
        "Write `#`, the space behind it and the braces with an English keyboard: `## … {#origin}`.",
    ),
    "hidden-mark": Said(
        _WIDE,
        "`{}` is text here: the spaces before it are those of Chinese print",
        "Leave the spaces before it out.",
    ),
    "full-width-id": Said(
        _WIDE,
        "`{}` is no heading id: its marks are full-width",
        "Write the braces and `#` with an English keyboard: {#origin}.",
    ),
    "full-width-list": Said(
        _WIDE,
        "`{}` begins no list item: the mark, or the space behind it, is full-width or non-breaking",
        "Write `- ` or `1. ` with an English keyboard and a plain space.",
    ),
    "full-width-quote": Said(
        _WIDE, "`{}` begins no block quotation: it is full-width", "Write `> ` with an English keyboard."
    ),
    "full-width-box": Said(
        _WIDE,
        "`{}` opens or closes no box: its colons are full-width",
        "Write `:::` with an English keyboard.",
    ),
    "full-width-rule": Said(
        _WIDE, "`{}` is no line across the page: it is full-width", "Write `---` with an English keyboard."
    ),
    "full-width-definition": Said(
        _WIDE,
        "`{}` begins no definition: the colon is full-width",
        "Write `: ` with an English keyboard; or leave an empty line above, if this is no definition.",
    ),
    "full-width-link": Said(
        _WIDE,
        "`{}` is no link: brackets or colon are full-width",
        "Write `[`, `]`, `(`, `)` and `:` with an English keyboard, nothing between `]` and `(`.",
    ),
    "full-width-picture": Said(
        _WIDE, "`{}` before a link shows no picture: it is full-width", "Write `!` with an English keyboard."
    ),
    "full-width-footnote": Said(
        _WIDE,
        "`{}` is no footnote: its marks are full-width",
        "Write `[^1]` in the text and `[^1]: …` for the note with an English keyboard.",
    ),
    "full-width-emphasis": Said(
        _WIDE, "`{}` is not emphasised: the stars are full-width", "Write `**` with an English keyboard."
    ),
    "full-width-code": Said(
        _WIDE, "`{}` is no code: the backticks are full-width", "Write `` ` `` with an English keyboard."
    ),
    "full-width-bar": Said(
        _WIDE, "`{}` begins or ends no cell: the bar is full-width", "Write `|` with an English keyboard."
    ),
    "full-width-fence": Said(
        _WIDE,
        "`{}` begins or ends no code: the backticks are full-width",
        "Write ```` ``` ```` with an English keyboard.",
    ),
    "full-width-address": Said(
        _WIDE, "`{}` is no link: its brackets are full-width", "Write `<https://…>` with an English keyboard."
    ),
    "full-width-table": Said(
        _WIDE,
        "these lines are no table: their bars are full-width",
        "Write `|` with an English keyboard, and below the head a row `|---|---|` with as many cells.",
    ),
    # Tables
    "table-without-rule": Said(
        _LEFT,
        "these lines are no table: the row of dashes is missing",
        "Write below the head a row `|---|---|` with as many cells.",
    ),
    "table-rule": Said(
        _LEFT,
        "these lines are no table: the row of dashes and the head have {} cells, or it has other marks",
        "Write below the head a row `|---|---|` with as many cells, of `-`, `:` and `|` alone.",
    ),
    # Pasted
    "pasted-numbers": Said(
        _RUN,
        "lines that begin as `{}` run together into one paragraph",
        "For a list, begin each line with `1. `, `2. ` …; for paragraphs, leave an empty line between them.",
    ),
    "pasted-items": Said(
        _RUN,
        "lines that begin as `{}` run together into one paragraph",
        "Leave an empty line between them, or end each but the last with a backslash.",
    ),
    "pasted-bullets": Said(
        _RUN, "lines that begin with `{}` run together into one paragraph", "Begin each line with `- `."
    ),
    "pasted-paragraphs": Said(
        _RUN,
        "a line that is set in runs on in the paragraph above it",
        "Leave an empty line above it, and the spaces out.",
    ),
    "list-below-text": Said(
        _RUN, "the list that begins with `{}` runs on in the text above it", "Leave an empty line above it."
    ),
    "list-beside": Said(
        _LEFT,
        "this list stands beside the item above it, not below it: it is set in by {}, and needs {}",
        "Set its lines in as far as the text of the item.",
    ),
    "list-number": Said(
        _LEFT,
        "the item is numbered {} here, and readers see {}",
        "Number the items without a gap; a number that is part of the text has a backslash: `10\\.`.",
    ),
    # Headings
    "heading-without-space": Said(
        _LEFT,
        "`{}` is no heading: behind `#` there is no space",
        "Write a space there: `## … {#origin}`; or a backslash before the `#`, if this is no heading.",
    ),
    "closed-heading": Said(
        _LEFT,
        "readers see the `{}` at the end of this heading",
        "Leave it out: a heading has `#` before it only.",
    ),
    # Links
    "link-apart": Said(
        _LEFT, "`{}` is no link: there is a space in it", "Write nothing between `]` and `(`."
    ),
    "link-broken": Said(
        _LEFT,
        "`{}` is no link: there is a space in its address, or a bracket that is not closed",
        f"Write `[words](address)`, an address with spaces as `(<my file.svg>)`. {_SHOW}",
    ),
    "undefined-reference": Said(
        _LEFT,
        "`{}` is no link: what stands in the second brackets is written nowhere",
        f"Write `[words](address)`. {_SHOW}",
    ),
    "citation-without-address": Said(
        _LEFT,
        "`{}` is no citation: it leads nowhere",
        "Write `(source:…)` behind it, with the number of the paragraph.",
    ),
    "wiki-link": Said(
        _LEFT,
        "`{}` is a link of wikis, which this site does not know",
        f"Write `[words](file.zh.md)`, for a picture `![words](file.svg)`. {_SHOW}",
    ),
    # Emphasis
    "unclosed-emphasis": Said(
        _LEFT,
        "`{}`: these stars emphasise nothing, and readers see them",
        "Write as many before the words as behind them, no spaces inside. Stars that are meant: `\\*\\*`.",
    ),
    "spaced-emphasis": Said(
        _LEFT,
        "`{}` is not emphasised: there is a space within the stars",
        "Leave it out: `**words**`. Stars that are meant: `\\*\\*`.",
    ),
    "underscores": Said(
        _LEFT,
        "`{}` is not emphasised: beside Chinese, underscores do not do it",
        "Write stars: `*words*`. Underscores that are meant: `\\_`.",
    ),
    "lone-backtick": Said(
        _LEFT,
        "`` {} ``: this backtick begins or ends nothing",
        "Write one before the code and one behind it. One that is meant: `` \\` ``.",
    ),
    # Other dialects
    "task": Said(
        _LEFT,
        "`{}` is a task of GitHub’s, which this site does not know",
        "Write ☐ or ☑, or leave it out.",
    ),
    "alert": Said(
        _LEFT,
        "`{}` is a box of GitHub’s, which this site does not know",
        "Write the text without `>` between a line `::: note` and a line `:::`.",
    ),
    "admonition": Said(
        _LEFT,
        "`{}` is a box of MkDocs’, which this site does not know",
        "Write the text, not set in, between a line `::: note` and a line `:::`.",
    ),
    "shortcode": Said(
        _LEFT, "`{}` is a shortcode of another generator", f"Write it in Markdown, or leave it out. {_SHOW}"
    ),
    "template": Said(
        _LEFT,
        "`{}` is filled in by other generators, not by this one",
        f"Write what is to stand there. {_SHOW}",
    ),
    "contents": Said(
        _LEFT, "`{}` makes no table of contents here", f"Leave it out: pages have theirs without it. {_SHOW}"
    ),
    "strikethrough": Said(
        _LEFT,
        "`{}` is not struck through: this site does not know it",
        f"Leave the words out, or say in words that they no longer hold. {_SHOW}",
    ),
    "highlight": Said(
        _LEFT,
        "`{}` is not highlighted: this site does not know it",
        f"Write `**words**`. {_SHOW}",
    ),
    "inserted": Said(
        _LEFT, "`{}` is not marked as inserted: this site does not know it", f"Leave the `++` out. {_SHOW}"
    ),
    "superscript": Said(
        _LEFT,
        "`{}` is not raised: this site does not know it",
        f"Write the raised character itself, as ² or ⁿ. {_SHOW}",
    ),
    "subscript": Said(
        _LEFT,
        "`{}` is not lowered: this site does not know it",
        f"Write the lowered character itself, as ₂. {_SHOW}",
    ),
    "emoji": Said(_LEFT, "`{}` makes no picture here", f"Write the character itself. {_SHOW}"),
    "formula": Said(
        _LEFT,
        "`{}` is a formula of TeX, which this site does not set",
        f"Write it in plain characters, as x² + y², or show a picture of it. {_SHOW}",
    ),
    "attributes": Said(
        _LEFT,
        "`{}` is shown to readers: only `{{#id}}` is read, and only behind a heading",
        f"Leave it out. {_SHOW}",
    ),
    "program-line": Said(_LEFT, "`{}` is a line of a program, which readers see", f"Leave it out. {_SHOW}"),
    "comment": Said(_LEFT, "`{}` is no comment here: readers see it", f"Write `<!-- … -->`. {_SHOW}"),
    "include": Said(
        _LEFT, "`{}` is a line of another generator, which readers see", f"Leave it out. {_SHOW}"
    ),
    "bare-address": Said(
        "bare-address",
        "the address `{}` is text, and no link",
        "Write `<https://…>`, or `[words](https://…)`, if it answers there.",
    ),
    "merge-conflict": Said(
        _LEFT,
        "here begins a conflict of a merge: `{}`",
        "Choose what is to stand; then leave out the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
    ),
}
