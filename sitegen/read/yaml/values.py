"""Values in YAML that are read otherwise than they were meant, or not at all, told from their line."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sitegen import model
from sitegen.expressions import lazy_regex
from sitegen.model import pictures
from sitegen.text.languages import READINGS, TABLE
from sitegen.values import dataclass

_FIELDS = {
    field.name
    for room in (model, pictures)
    for type_ in vars(room).values()
    if isinstance(type_, type) and dataclasses.is_dataclass(type_)
    for field in dataclasses.fields(type_)
}
# Keys that a schema names, and the languages below which words stand.
KEYS = frozenset(_FIELDS | {*TABLE, *READINGS, "hk", "tw"})
KEY = r"[A-Za-z_][\w-]*"
_COMMENT = lazy_regex(r"(?:^|(?<=[ \t]))#.*$")
_SECOND_COLON = lazy_regex(r":(?=[ ]|$)")
_WIDE_COMMA = lazy_regex(rf"，(?=[ ]*{KEY}[ ]*[:：])")
_FLOW_ITEMS = lazy_regex(rf"[ ]*,[ ]*(?={KEY}[ ]*:[ ])")
_FLOW_PAIR = lazy_regex(rf"(?P<key>{KEY})[ ]*:[ ]+(?P<value>.*)")
_WHAT = {
    "*": "an alias",
    "&": "an anchor",
    "!": "a tag",
    "%": "a directive",
    "@": "nothing yet",
    "`": "nothing yet",
    "|": "text over several lines",
    ">": "text over several lines",
    "-": "an item of a list",
    "?": "a long key",
    ",": "the next item",
    "]": "the end of a list",
    "}": "the end of a group",
    "[": "a list",
    "{": "a group of keys",
}


@dataclass(frozen=True, slots=True)
class YamlChange:
    """What to write in a line, from 0, instead of what is `written` at `column`, from 0."""

    line: int
    column: int
    written: str
    better: str


@dataclass(frozen=True, slots=True)
class YamlSlip:
    """What is wrong at a place (line and column from 0), and the changes that make it right."""

    line: int
    column: int
    # Which case of the rule for broken YAML it is, and what its sentences are filled in with.
    case: str
    values: tuple[tuple[str, str | int], ...] = ()
    changes: tuple[YamlChange, ...] = ()
    # Whether the changes surely give what was meant.
    is_safe: bool = True


def wide_colon(number: int, wide: re.Match[str]) -> YamlSlip:
    """Return the slip of a key (`key`) whose `colon` is the full-width one."""
    key = wide["key"]
    change = YamlChange(number, wide.start("colon"), wide["colon"], ": ")
    at = wide.start("colon") + wide["colon"].index("：")
    return YamlSlip(number, at, "wide-colon", (("key", key),), (change,), key in KEYS)


def value_slip(line: str, number: int, start: int, key: str) -> YamlSlip | None:
    """Return what is wrong with the value of `key` that begins at `start` of a line."""
    value = line[start:].rstrip()
    if not value:
        return None
    end = start + len(value)
    begins = value[0]
    named = (("key", key), ("begins", begins))
    if begins in "\"'":
        close = _closing(value)
        rest = value[close:] if close else ""
        if close and rest.strip() and not _COMMENT.match(rest.lstrip()):
            other = "'" if begins == '"' else '"'
            values = (("mark", begins), ("other", other))
            changes = (
                (YamlChange(number, start, "", other), YamlChange(number, end, "", other))
                if other not in value
                else ()
            )
            return YamlSlip(number, start + close, "behind-mark", values, changes, is_safe=False)
        return None
    if begins in "{[":
        return _flow_slip(line, number, start, end, key)
    if _is_reserved(value):
        case = "kept" if begins in "@`" else "reserved"
        reads = ("reads", _WHAT[begins])
        return YamlSlip(number, start, case, (*named, reads), quoted(line, number, start, end))
    if colon := _SECOND_COLON.search(value):
        case = "other-marks" if begins in "“”‘’＂「《" else "second-colon"
        return YamlSlip(number, start + colon.start(), case, named, quoted(line, number, start, end))
    return None


def _is_reserved(value: str) -> bool:
    begins, then = value[0], value[1:2]
    if begins in "*&!%@`,]}":
        return True
    if begins in "|>":
        return re.fullmatch(r"[|>][-+0-9]*[ ]*(#.*)?", value) is None
    return begins in "-?" and then in ("", " ")


def _flow_slip(line: str, number: int, start: int, end: int, key: str) -> YamlSlip | None:
    """Return what is wrong with `{…}` or `[…]` in one line."""
    opening = line[start]
    closing = {"{": "}", "[": "]"}[opening]
    value = line[start:end]
    depth_end = _flow_end(value)
    if comma := _WIDE_COMMA.search(value):
        change = YamlChange(number, start + comma.start(), "，", ", ")
        return YamlSlip(number, start + comma.start(), "wide-comma", (), (change,))
    if (
        opening == "{"
        and (wide := re.search(rf"(?P<key>{KEY})(?P<colon>[ ]*：[ ]*)", value))
        and wide["key"] in KEYS
    ):
        slip = wide_colon(number, wide)
        moved = tuple(replace(each, column=each.column + start) for each in slip.changes)
        return replace(slip, column=slip.column + start, changes=moved)
    if depth_end is not None and (rest := value[depth_end:].strip()) and not rest.startswith("#"):
        values = (("key", key), ("opening", opening), ("closing", closing), ("reads", _WHAT[opening]))
        return YamlSlip(number, start + depth_end, "behind-bracket", values, quoted(line, number, start, end))
    if depth_end is None and (comment := re.search(r"(?<=[ ])#", value)):
        return YamlSlip(number, start + comment.start(), "comment")
    if opening == "{" and depth_end is not None:
        at = start + 1
        for item in _FLOW_ITEMS.split(line[start + 1 : start + depth_end - 1]):
            at = line.index(item, at)
            pair = _FLOW_PAIR.match(item.strip())
            if (
                pair
                and pair["value"][:1] not in tuple("\"'[{")
                and (colon := _SECOND_COLON.search(pair["value"]))
            ):
                first = line.index(pair["value"], at)
                changes = quoted(line, number, first, first + len(pair["value"].rstrip()))
                return YamlSlip(
                    number, first + colon.start(), "second-colon", (("key", pair["key"]),), changes
                )
    return None


def _flow_end(value: str) -> int | None:
    """Return where the bracket ends with which `value` begins, or None where it does not end in this line."""
    depth, quote = 0, ""
    for offset, character in enumerate(value):
        if character == "#" and not quote and value[offset - 1] == " ":
            return None
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and value[offset - 1] in " ,[{:":
            quote = character
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
            if not depth:
                return offset + 1
    return None


def _closing(value: str) -> int:
    """Return the offset behind the quotation mark that closes the one with which `value` begins, or 0."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'"
    match = re.match(pattern, value)
    return match.end() if match else 0


def cut_values(lines: Sequence[str], events: Sequence[Any]) -> Iterator[YamlSlip]:
    """Yield what is wrong in braces, given the events of their keys and values, taken in turn.

    What a comma cut off from a value is read as a key without one, and so is a key with a full-width colon.
    """
    pairs = list(zip(events[::2], events[1::2], strict=False))
    cut = [value.start_mark.index == value.end_mark.index == key.end_mark.index for key, value in pairs]
    for number, (key, _) in enumerate(pairs):
        if not cut[number] or cut[number + 1 : number + 2] == [True]:
            continue
        whole: Any = next((pairs[at][1] for at in range(number, -1, -1) if not cut[at]), None)
        mark: Any = key.start_mark
        line = mark.line
        first = lines[line].find("{")
        wide = _flow_slip(lines[line], line, first, len(lines[line].rstrip()), "") if first >= 0 else None
        if wide is not None:
            yield wide
        elif not hasattr(whole, "style") or whole.start_mark.line != line:
            yield YamlSlip(line, mark.column, "no-value", (("key", key.value),))
        else:
            start, stop, end = whole.start_mark.column, whole.end_mark.column, key.end_mark.column
            is_plain = not whole.style and line == key.end_mark.line
            yield _cut_value(lines, line, start, stop, end, is_plain=is_plain)


def _cut_value(
    lines: Sequence[str], number: int, start: int, stop: int, end: int, *, is_plain: bool
) -> YamlSlip:
    """Return what is wrong with a value in braces, from `start` to `stop`, that went on to `end`."""
    changes = quoted(lines[number], number, start, end) if is_plain else ()
    return YamlSlip(number, lines[number].find(",", stop), "comma", (), changes)


def lost_words(lines: Sequence[str], event: Any, *, is_prose: bool) -> YamlSlip | None:
    """Return what is lost behind the value of an event, since it is read as a comment."""
    line, end = event.end_mark.line, event.end_mark.column
    if event.style in ("|", ">") or event.start_mark.line != line or line >= len(lines):
        return None
    slip = lost_comment(lines[line], end, is_prose=is_prose)
    if slip is None:
        return None
    start = event.start_mark.column if event.value else slip.column
    changes = quoted(lines[line], line, start, len(lines[line].rstrip())) if not event.style else ()
    return replace(slip, line=line, changes=changes)


def lost_comment(line: str, column: int, *, is_prose: bool) -> YamlSlip | None:
    """Return what is lost behind a value that ends at `column` of a line, since it is read as a comment.

    A comment has a blank behind its `#`; in `is_prose`, a page's title, two before it.
    """
    rest = line[column:]
    match = re.match(r"[ \t]*#", rest)
    if match is None or (match.end() == 1 and column and line[column - 1] not in " \t"):
        return None
    at = column + match.end() - 1
    is_comment = not line[at + 1 : at + 2].strip("# \t!-=")
    if is_comment and not (is_prose and match.end() == 2):
        return None
    return YamlSlip(0, at, "lost", (("words", line[at:].strip()),))


def quoted(line: str, number: int, start: int, end: int) -> tuple[YamlChange, ...]:
    """Return the changes that put what stands from `start` to `end` of a line in quotation marks."""
    value = line[start:end]
    mark = next((mark for mark in "\"'" if mark not in value and not (mark == '"' and "\\" in value)), "")
    return (YamlChange(number, start, "", mark), YamlChange(number, end, "", mark)) if mark else ()
