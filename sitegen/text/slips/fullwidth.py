"""Marks of Markdown typed on a Chinese keyboard: full-width, or with a space that is none to Markdown.

What is Chinese punctuation in its own right (，：（）《》) is a slip only where what stands around it can be
nothing but markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.expressions import lazy_regex
from sitegen.text.characters import HAN
from sitegen.text.joined import ATOM
from sitegen.text.slips.bare import CELL, HEADING, BareRun, Found, LineChange

# Spaces that Markdown does not take for one: non-breaking, ideographic and typographic.
ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NARROW = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}

_HEADING = lazy_regex(rf"([#＃]{{1,6}})([ \t{ODD}]*)(?=[^\s#＃{ODD}])")
_ID = lazy_regex(
    rf"([{{｛（])[ \t{ODD}]*[#＃][ \t{ODD}]*([A-Za-z][A-Za-z0-9_-]{{0,99}})[ \t{ODD}]*([}}｝）])[ \t{ODD}]*$"
)
_BULLET = lazy_regex(rf"(?:([-*+])([{ODD}][ \t{ODD}]*)|([－＊＋])([ \t{ODD}]+))(?=[^\s0-9{ODD}])")
_NUMBER = lazy_regex(rf"([0-9]{{1,9}}[.)])([{ODD}][ \t{ODD}]*)(?=[^\s{ODD}])")
# An ideographic space alone may set off the number of a title.
_IS_PASTED = lazy_regex("[^\u3000 \t]")
_QUOTE = lazy_regex(rf"([》＞]+)[ \t{ODD}]*(?=[^\s{ODD}0-9=＝])")
_FENCE = lazy_regex(r"｀{3,}[ \t]*\w*[ \t]*")
_BOX = lazy_regex(r"[:：]{3,}")
_RULE = lazy_regex(r"[－＊＿]{3,}")
_DEFINITION = lazy_regex(rf"：(?!：)[ \t{ODD}]*(?=[^\s{ODD}])")
_TERM = lazy_regex(r"[^，。、；：！？\n]{1,20}")

_INSIDE = r"[^\[\]［］【】\n]"
_TARGET = (
    r"(?:(?:source|term|keep|write|lang|pinyin|picture|https?|mailto)[ \t]*[:：]|#[A-Za-z]"
    r"|[\w./-]{1,120}\.(?:md|svg|png|jpe?g|webp|pdf)(?![\w/]))"
)
_LINK = lazy_regex(
    rf"[!！]?[\[［【]({_INSIDE}{{1,120}})[\]］】][ \t{ODD}]*"
    rf"[(（][ \t{ODD}]*({_TARGET}?[^()（）\s{ATOM}]{{0,300}})[ \t{ODD}]*[)）]",
    re.IGNORECASE,
)
_IS_TARGET = lazy_regex(_TARGET, re.IGNORECASE)
_SCHEME = lazy_regex(r"([a-z]+)[ \t]*[:：][ \t]*", re.IGNORECASE)
_IMAGE = lazy_regex(
    r"！(?=\[[^\[\]\n]{0,200}\]\([^()\s]{1,200}\.(?:svg|png|jpe?g|webp|gif)\b)", re.IGNORECASE
)
_FOOTNOTE = lazy_regex(
    rf"[\[［【][\^＾]([^\s\[\]［］【】{ATOM}]{{1,40}})[\]］】](?:[ \t]*([:：])[ \t{ODD}]*)?"
)
_STRONG = lazy_regex(r"(?<![＊*])(＊＊|\*\*)(?=[^\s＊*])([^＊*\n]{1,300}?)(?<=[^\s＊*])(＊＊|\*\*)(?![＊*])")
_EMPHASIS = lazy_regex(
    rf"(?<![\w＊*])＊(?=[{HAN}A-Za-z“《])([^＊*\n，。；：]{{1,80}}?)(?<=[{HAN}A-Za-z”》])＊(?![\w＊*])"
)
_CODE = lazy_regex(r"(?<!｀)｀([^｀\n]{1,300})｀(?!｀)")
_ADDRESS = lazy_regex(r"＜(https?[:：]//[^\s＜＞<>]{1,400})＞")


def find_full_width(run: BareRun) -> Iterator[Found]:
    """Yield the full-width marks and odd spaces of a run that were meant as markup, line by line."""
    if run.is_paragraph:
        yield from _whole(run)
        numbers = [line for _, line in run.lines() if _NUMBER.match(line.lstrip(" \t"))]
        for number, (start, line) in enumerate(run.lines()):
            yield from _at_start(run, number, start, line, is_list=len(numbers) > 1)
    elif run.kind == CELL:
        text = run.bare.strip()
        for at in (0, len(text) - 1) if len(text) > 1 else ():
            if text[at] == "｜":
                yield Found("full-width-bar", at, at + 1, (LineChange(at, "｜", "|"),))
    elif run.kind == HEADING and (id_ := _ID.search(run.bare)):
        change = _id_change(id_, 0)
        if change is not None and run.braces is None:
            yield Found("full-width-id", change.at, id_.end(), (change,))
    yield from _inline(run)


def is_wide_fence(line: str) -> bool:
    """Tell whether a line begins or ends code, but for its full-width backticks.

    >>> is_wide_fence("｀｀｀")
    True
    """
    return _FENCE.fullmatch(line.strip()) is not None


def meant_id(bare: str) -> str:
    """Return the id at the end of a heading that a slip keeps from being one, or nothing.

    >>> meant_id("来历 ｛＃origin｝")
    'origin'
    """
    found = _ID.search(bare)
    return found[2] if found and _id_change(found, 0) else ""


def meant_headings(bare: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a paragraph that a slip keeps from being headings: number, level and id.

    >>> list(meant_headings("＃＃ 来历 {#origin}"))
    [(0, 2, 'origin')]
    """
    for number, line in enumerate(bare.split("\n")):
        text = line.lstrip()
        found, id_ = _HEADING.match(text), _ID.search(text)
        if found and id_ and any(_heading(0, text, found)):
            yield number, len(found[1]), id_[2]


def meant_footnotes(written: Iterable[str]) -> frozenset[str]:
    """Return the labels of footnotes that a full-width mark keeps from being read, or from being used.

    >>> sorted(meant_footnotes(["甲［^1］", "[^2]：乙"]))
    ['1', '2']
    """
    labels: set[str] = set()
    for text in written:
        if "^" in text or "＾" in text:
            found = _FOOTNOTE.finditer(text)
            labels.update(each[1] for each in found if each[2] == "：" or not each[0].isascii())
    return frozenset(labels)


def _narrow(text: str) -> str:
    return text.translate(_NARROW)


def _whole(run: BareRun) -> Iterator[Found]:
    """Yield what only a paragraph as a whole can be."""
    text = run.bare.rstrip()
    if _RULE.fullmatch(text) and len(set(text)) == 1:
        yield Found("full-width-rule", 0, len(text), (LineChange(0, text, _narrow(text[0]) * 3),))
    lines = list(run.lines())
    if len(lines) == 2 and _TERM.fullmatch(lines[0][1]) and (found := _DEFINITION.match(lines[1][1])):
        at = lines[1][0]
        yield Found("full-width-definition", at, at + 1, (LineChange(at, found[0], ": "),))


def _at_start(run: BareRun, number: int, start: int, line: str, *, is_list: bool) -> Iterator[Found]:
    """Yield what a line begins with; `is_list` tells whether it has fellows that begin with a number."""
    text = line.lstrip(" \t")
    start += len(line) - len(text)
    if found := _HEADING.match(text):
        yield from _heading(start, text, found)
    elif found := _BULLET.match(text):
        mark = _narrow(found[1] or found[3])
        better = f"{'-' if found[3] else mark} "
        yield Found("full-width-list", start, start + found.end(), (LineChange(start, found[0], better),))
    elif (found := _NUMBER.match(text)) and (is_list or _IS_PASTED.search(found[2])):
        yield Found(
            "full-width-list", start, start + found.end(), (LineChange(start, found[0], f"{found[1]} "),)
        )
    elif number == 0 and (found := _QUOTE.match(text)) and _opens_quotation(run.bare, found[1]):
        rows = [(at, _QUOTE.match(row)) for at, row in run.lines()]
        changes = (LineChange(at, row[0], "> " * len(row[1])) for at, row in rows if row)
        yield Found("full-width-quote", start, start + found.end(), tuple(changes))
    elif found := _FENCE.fullmatch(text):
        better = _narrow(text.rstrip())
        yield Found("full-width-fence", start, start + len(text), (LineChange(start, text.rstrip(), better),))
    elif (found := _BOX.match(text)) and "：" in found[0]:
        rest = text[found.end() :].strip()
        better = _narrow(found[0]) + (f" {rest}" if rest else "")
        yield Found("full-width-box", start, start + len(text), (LineChange(start, text.rstrip(), better),))


def _heading(start: int, text: str, found: re.Match[str]) -> Iterator[Found]:
    marks, space = found[1], found[2]
    id_ = _ID.search(text)
    is_spaced = space.strip(" \t") == "" and space != ""
    is_wide = "＃" in marks or (space != "" and not is_spaced)
    # One hash directly before a word is a tag of other places, or C#.
    if not (is_wide and (space or len(marks) > 1 or id_)) and not (not space and (len(marks) > 1 or id_)):
        return
    changes = [LineChange(start, marks + space, f"{_narrow(marks)} ")]
    if id_ and (change := _id_change(id_, start)):
        changes.append(change)
    kind = "full-width-heading" if is_wide else "heading-without-space"
    yield Found(kind, start, start + len(text), tuple(changes))


def _id_change(found: re.Match[str], start: int) -> LineChange | None:
    """Return how a heading's id is to be written, or None where it is, or where it may be none."""
    opening, id_, closing = found.groups()
    better = f"{{#{id_}}}"
    if (opening == "（") != (closing == "）") or found[0].rstrip(" \t") == better:
        return None
    return LineChange(start + found.start(), found[0], better)


def _opens_quotation(bare: str, mark: str) -> bool:
    # A title in guillemets may begin in markup that is not seen here.
    return "＞" in mark or "《" not in bare


def _inline(run: BareRun) -> Iterator[Found]:
    bare = run.bare
    for found in _LINK.finditer(bare):
        if _IS_TARGET.match(found[2]) and _is_wide_link(found):
            written = run.written[found.start() : found.end()]
            better = _mended_link(written, found)
            yield Found("full-width-link", *found.span(), (LineChange(found.start(), written, better),))
    for found in _IMAGE.finditer(run.written):
        at = found.start()
        if bare[at] == "！" and run.written[:at].split("\n")[-1].strip() == "":
            yield Found("full-width-picture", at, at + 1, (LineChange(at, "！", "!"),))
    for found in _FOOTNOTE.finditer(bare):
        yield from _footnote(run, found)
    for found in _STRONG.finditer(bare):
        if "＊＊" in (found[1], found[3]):
            yield _pair("full-width-emphasis", found, 2, "**")
    for found in _EMPHASIS.finditer(bare):
        yield _pair("full-width-emphasis", found, 1, "*")
    for found in _CODE.finditer(bare):
        yield _pair("full-width-code", found, 1, "`")
    for found in _ADDRESS.finditer(bare):
        address = found[1].replace("：", ":")
        yield Found(
            "full-width-address", *found.span(), (LineChange(found.start(), found[0], f"<{address}>"),)
        )


def _is_wide_link(found: re.Match[str]) -> bool:
    words = found.start(1) - found.start(), found.end(1) - found.start()
    return not (found[0][: words[0]] + found[0][words[1] :].partition("/")[0]).isascii()


def _mended_link(written: str, found: re.Match[str]) -> str:
    """Return a link with its brackets, and the colon behind its scheme, as Markdown wants them."""
    words = written[found.start(1) - found.start() : found.end(1) - found.start()]
    scheme = _SCHEME.match(found[2])
    target = f"{scheme[1]}:{found[2][scheme.end() :]}" if scheme else found[2]
    return f"{'!' if written[0] in '!！' else ''}[{words}]({target})"


def _footnote(run: BareRun, found: re.Match[str]) -> Iterator[Found]:
    is_start = not run.bare[: found.start()].split("\n")[-1].strip()
    is_definition = bool(found[2]) and is_start and run.is_paragraph
    reference = found[0] if is_definition else found[0][: found[0].find(_last_bracket(found[0])) + 1]
    if reference.isascii() and not (is_definition and found[2] == "："):
        return
    better = f"[^{found[1]}]" + (": " if is_definition else "")
    end = found.start() + len(reference)
    yield Found("full-width-footnote", found.start(), end, (LineChange(found.start(), reference, better),))


def _last_bracket(text: str) -> str:
    return next(character for character in text if character in "]］】")


def _pair(kind: str, found: re.Match[str], length: int, mark: str) -> Found:
    changes = (
        LineChange(found.start(), found[0][:length], mark),
        LineChange(found.end() - length, found[0][-length:], mark),
    )
    return Found(kind, *found.span(), changes)
