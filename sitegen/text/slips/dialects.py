"""Marks of other dialects of Markdown, which this one shows to readers as they stand.

An expression matches only what is written for the sake of the mark: prices, times, comparisons, emoticons and
names of programs have the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.text.joined import ATOM
from sitegen.text.slips.bare import HEADING, ITEM, QUOTE, BareRun, Found, LineChange
from sitegen.text.slips.boxes import note_line
from sitegen.values import dataclass

_EMOJI: Mapping[str, str] = {
    "smile": "😄", "smiley": "😃", "grin": "😁", "laughing": "😆", "joy": "😂", "blush": "😊", "wink": "😉",
    "heart_eyes": "😍", "thinking": "🤔", "sweat_smile": "😅", "sob": "😭", "cry": "😢", "+1": "👍",
    "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "ok_hand": "👌", "clap": "👏", "wave": "👋",
    "muscle": "💪", "point_right": "👉", "point_down": "👇", "eyes": "👀", "heart": "❤️", "broken_heart": "💔",
    "star": "⭐", "star2": "🌟", "sparkles": "✨", "fire": "🔥", "boom": "💥", "rocket": "🚀", "tada": "🎉",
    "warning": "⚠️", "bulb": "💡", "memo": "📝", "pencil": "📝", "book": "📖", "books": "📚", "pushpin": "📌",
    "lock": "🔒", "bug": "🐛", "gear": "⚙️", "wrench": "🔧", "hammer": "🔨", "zap": "⚡",
    "white_check_mark": "✅", "heavy_check_mark": "✔️", "pray": "🙏",
    "information_source": "ℹ️", "bell": "🔔", "gift": "🎁", "calendar": "📅",
    "mag": "🔍", "rainbow": "🌈", "coffee": "☕", "beer": "🍺",
}  # fmt: skip
_RAISED = str.maketrans("0123456789+-n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark of another dialect; `begins` says of what: a line, a paragraph that is nothing else, or none.

    One of the words in `has` is in every text in which the expression finds something: to look for these is
    much faster, and most texts have none.
    """

    kind: str
    has: tuple[str, ...]
    expression: re.Pattern[str]
    better: Callable[[re.Match[str]], str] | None = None
    begins: str = ""


def _mark(
    kind: str,
    has: str,
    expression: str,
    better: Callable[[re.Match[str]], str] | None = None,
    begins: str = "",
) -> _Mark:
    return _Mark(kind, tuple(has.split()), lazy_regex(expression), better, begins)


_ASCII = "A-Za-z0-9_"


def _between(mark: str, beside: str = "") -> str:
    """Return an expression for words between two equal marks, which stand beside none of `beside`."""
    first = mark[-1]
    inside = rf"(?=[^\s{first}])[^{first}\n]{{1,300}}(?<=[^\s{first}])"
    twice = re.escape(mark)
    return rf"(?<![{beside}{first}]){twice}{inside}{twice}(?![{beside}{first}])"


_MARKS = (
    _mark("merge-conflict", "<<<", r"<{7} \S[^\n]*", begins="line"),
    _mark("shortcode", "{{ {%", r"\{\{[<%][^{}\n]{0,300}[>%]\}\}|\{%-?[ \t][^{}%\n]{0,300}%\}"),
    # With two or three braces.
    _mark("template", "{{", r"(?<![${])\{{2,3}(?![<%{])[^{}\n]{1,300}\}{2,3}(?!\})"),
    _mark(
        "contents", "TOC toc", r"\[\[_?(?:TOC|toc)_?\]\]|\[(?:TOC|toc)\]|\{:toc\}", lambda _: "", "paragraph"
    ),
    _mark("contents", "[TOC]", rf"\[\[TOC\]\]|(?<![{_ASCII}{HAN}\]])\[TOC\](?![\[(:\]])"),
    _mark("wiki-link", "[[", r"!?\[\[(?![\d,\s]+\]\])[^\[\]\n]{1,200}\]\](?![\[(])"),
    _mark("strikethrough", "~~", _between("~~", "/")),
    _mark("highlight", "==", _between("==", rf"!<>()\]\[{_ASCII}")),
    _mark(
        "emoji",
        ":",
        rf"(?<![A-Za-z0-9:]):({'|'.join(map(re.escape, _EMOJI))}):(?![A-Za-z0-9:])",
        lambda found: _EMOJI[found[1]],
    ),
    _mark(
        "superscript",
        "^",
        rf"(?<=[A-Za-z0-9)])\^([0-9+\-n()]{{1,6}})\^(?![{_ASCII}^])",
        lambda found: found[1].translate(_RAISED),
    ),
    _mark("superscript", "^", rf"(?<=[0-9])\^(st|nd|rd|th)\^(?![{_ASCII}^])", lambda found: found[1]),
    _mark(
        "subscript", "~", r"(?<=[A-Za-z])~([0-9+\-]{1,4})~(?!~)", lambda found: found[1].translate(_LOWERED)
    ),
    _mark("inserted", "++", _between("++", r"\w")),
    _mark("formula", "$$", r"\$\$(?:[^$\n]{0,300}\$\$)?[ \t]*", begins="line"),
    _mark(
        "formula",
        "$",
        rf"(?<![{_ASCII}$])\$(?:[A-Za-z]|(?=[^\s$\d{{])(?=[^$\n]{{0,200}}[\\^_{{=])[^$\n]{{1,200}}(?<=[^\s$])"
        rf"|(?=\d)(?=[^$\n]{{0,200}}[\\^])[^$\n]{{1,200}}(?<=[^\s$]))\$(?![{_ASCII}$])",
    ),
    _mark("attributes", "{:", r"\{:[ \t]*[.#\w][^{}\n]{0,200}\}"),
    _mark("attributes", "{", r"\{[ \t]*[.#][A-Za-z][\w-]*(?:[ \t][^{}\n]{0,200})?\}"),
    _mark(
        "program-line",
        "import export",
        r"(?:import|export)[ \t]+(?:[^\n]{1,200}[ \t]from[ \t]+)?['\"][^'\"\n]{1,200}['\"];?[ \t]*",
        begins="line",
    ),
    _mark("program-line", "export", r"export[ \t]+(?:const|default|function|let)[ \t][^\n]*", begins="line"),
    _mark("comment", "%%", _between("%%", r"\w"), lambda found: f"<!-- {found[0][2:-2]} -->"),
    _mark(
        "comment", "%%", r"(?<![%\w])%% [^%\n]{1,300} %%(?![%\w])", lambda found: f"<!--{found[0][2:-2]}-->"
    ),
    _mark(
        "admonition",
        "!!! ???",
        r"(?:!!!|\?\?\?)\+?[ \t]+[A-Za-z][\w-]*(?:[ \t]+[\"“][^\n]*)?[ \t]*",
        begins="line",
    ),
    _mark(
        "include",
        "import include ::",
        r"(?:@import|@include|!include)[ \t]+\S[^\n]*|\.\. [a-z-]+::[^\n]*",
        begins="line",
    ),
)
_TASK = lazy_regex(r"\[([ xX×√])\][ \t]+(?=\S)")
_ALERT = lazy_regex(r"\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)")
_BLANKS = " \t"


def _marks(text: str) -> Iterator[_Mark]:
    """The marks that a text may have."""
    return (mark for mark in _MARKS if any(each in text for each in mark.has))


def find_dialects(run: BareRun) -> Iterator[Found]:
    """Yield the marks of other dialects in a run."""
    if run.is_paragraph and run.is_first:
        yield from _first(run)
    if run.kind == HEADING and (closing := closing_hashes(run.bare)):
        start = len(run.bare) - len(closing)
        yield Found(
            "closed-heading", start, len(run.bare), (LineChange(start, closing, ""),), closing.strip()
        )
    for mark in _marks(run.bare):
        for start, found in _places(run, mark):
            changes: tuple[LineChange, ...] = ()
            written = run.written[start : start + len(found[0])]
            if mark.better is not None and ATOM not in found[0]:
                changes = (LineChange(start, written, mark.better(found)),)
            yield Found(mark.kind, start, start + len(found[0]), changes, written.strip())


def closing_hashes(text: str) -> str:
    """Return the hashes that end a heading, with the blanks around them, or "".

    >>> closing_hashes("Hours ## "), closing_hashes("C#")
    (' ## ', '')
    """
    before = text.rstrip(_BLANKS).rstrip("#")
    start = len(before.rstrip(_BLANKS))
    return text[start:] if start < len(before) < len(text.rstrip(_BLANKS)) else ""


def find_in_words(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield the marks within a plain text, a title for example: where, as written, and the words for it.

    >>> list(find_in_words("H~2~O"))
    [(1, '~2~', '₂')]
    """
    for mark in _marks(text):
        for found in () if mark.begins else mark.expression.finditer(text):
            is_comment = mark.kind == "comment"
            yield found.start(), found[0], mark.better(found) if mark.better and not is_comment else None


def _places(run: BareRun, mark: _Mark) -> Iterator[tuple[int, re.Match[str]]]:
    if not mark.begins:
        yield from ((found.start(), found) for found in mark.expression.finditer(run.bare))
    elif run.is_paragraph and mark.begins == "line":
        for start, line in run.lines():
            text = line.lstrip()
            if found := mark.expression.fullmatch(text):
                yield start + len(line) - len(text), found
    elif run.is_paragraph and (found := mark.expression.fullmatch(run.bare)):
        yield 0, found


def _first(run: BareRun) -> Iterator[Found]:
    """Yield what stands first in a list item or a block quotation."""
    outer = run.around[-1].kind
    if outer == ITEM and (found := _TASK.match(run.bare)):
        better = "☐ " if found[1] == " " else "☑ "
        yield Found("task", 0, found.end(), (LineChange(0, found[0], better),), found[0].strip())
    elif outer == QUOTE and (found := _ALERT.match(run.bare)):
        yield Found("alert", 0, found.end(), says=found[0].strip())


def alert_box(bare: str, language: str) -> str | None:
    """Return the line that opens a box for the first line of a GitHub alert; None where it is none.

    >>> alert_box("[!NOTE]", "en")
    '::: note'
    """
    found = _ALERT.match(bare)
    return note_line(":::", found[1], found[2].strip(), language) if found else None


_ADMONITION = lazy_regex(r"(?:!!!|\?\?\?)\+?[ \t]+([A-Za-z]+)(?:[ \t]+[\"“](.*)[\"”])?[ \t]*")


def admonition_box(line: str, language: str) -> str | None:
    """Return the line that opens a box for one of Material for MkDocs; None where it is none.

    >>> admonition_box('!!! note "Hours"', 'en')
    '::: note Hours'
    """
    found = _ADMONITION.fullmatch(line)
    return note_line(":::", found[1], (found[2] or "").strip(), language) if found else None
