"""Words in a YAML file, replaced where they stand: comments, order and all else stay as they are."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from sitegen.read.yaml.documents import Path, parse_yaml
from sitegen.values import dataclass

_WIDTH = 96
_Loader: Any = yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Scalar:
    """Words of a YAML file: where they are written, in characters, and how."""

    start: int
    end: int
    # As YAML calls it: "" for plain, ">", "|", and the two quotation marks.
    style: str
    # How far the line is indented on which they begin.
    indent: int
    # Whether they stand between braces or brackets.
    is_flow: bool = False


class NotWrittenError(ValueError):
    """The words cannot be written at their place."""


def scalars(text: str) -> Mapping[Path, Scalar]:
    """Return the words of a sound YAML text by their paths."""
    node: Any = yaml.compose(text, Loader=_Loader)
    lines = text.split("\n")
    return dict(_scalars(node, (), text, lines, is_flow=False)) if node is not None else {}


def _scalars(
    node: Any, at: Path, text: str, lines: Sequence[str], *, is_flow: bool
) -> Iterator[tuple[Path, Scalar]]:
    is_flow = is_flow or bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*at, str(key.value)), text, lines, is_flow=is_flow)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _scalars(value, (*at, number), text, lines, is_flow=is_flow)
    elif isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        # What is folded ends where the next line with words begins: comments and empty lines are not its own.
        last = _folded_end(text, start, end, lines[node.start_mark.line]) if node.style in (">", "|") else end
        line = lines[node.start_mark.line]
        yield at, Scalar(start, last, node.style or "", len(line) - len(line.lstrip(" -")), is_flow)


def _folded_end(text: str, start: int, end: int, first: str) -> int:
    """Return where the last line of folded words ends, before the end of that line."""
    indent = len(first) - len(first.lstrip(" "))
    at = text.find("\n", start)
    last = at
    while 0 <= at < end:
        close = text.find("\n", at + 1)
        line = text[at + 1 : close if close >= 0 else len(text)]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        last = at + 1 + len(line) if line.strip() else last
        if close < 0:
            break
        at = close
    return min(last, len(text))


def replaced(text: str, changes: Mapping[Path, str]) -> str:
    """Return a YAML text in which words by their paths are others; raises NotWrittenError where it cannot."""
    known = scalars(text)
    if missing := [at for at in changes if at not in known]:
        raise NotWrittenError(missing)
    better = text
    for at in sorted(changes, key=lambda at: known[at].start, reverse=True):
        better = better[: known[at].start] + _written(changes[at], known[at]) + better[known[at].end :]
    if not _says(better, text, changes):
        raise NotWrittenError([*changes])
    return better


def _written(words: str, scalar: Scalar) -> str:
    if scalar.style == '"':
        return json.dumps(words, ensure_ascii=False)
    if scalar.style in (">", "|") and words.strip() == words and "\n" not in words:
        margin = " " * (scalar.indent + 2)
        # Chinese has no spaces at which a line may end.
        lines = textwrap.wrap(words, _WIDTH - len(margin), break_long_words=False, break_on_hyphens=False)
        return ">-" + "".join(f"\n{margin}{line}" for line in lines)
    if scalar.style == "'" and "\n" not in words:
        return "'" + words.replace("'", "''") + "'"
    return as_scalar(words, is_flow=scalar.is_flow)


def as_scalar(words: str, *, is_flow: bool = False) -> str:
    """Return words as YAML has them: in quotation marks where they would say something else without."""
    return words if _is_plain(words, is_flow=is_flow) else json.dumps(words, ensure_ascii=False)


def _is_plain(words: str, *, is_flow: bool) -> bool:
    """Tell whether words say the same without quotation marks."""
    around = ("{a: ", "}") if is_flow else ("a: ", "")
    read = parse_yaml("", f"{around[0]}{words}{around[1]}")
    return "\n" not in words and not read.diagnostics and read.value == {"a": words}


def _says(better: str, text: str, changes: Mapping[Path, str]) -> bool:
    """Tell whether a text says what another says but for the changes."""
    before, after = parse_yaml("", text), parse_yaml("", better)
    return not after.diagnostics and after.value == _changed(before.value, (), changes)


def _changed(value: object, at: Path, changes: Mapping[Path, str]) -> object:
    if at in changes:
        return changes[at]
    if isinstance(value, dict):
        return {key: _changed(each, (*at, str(key)), changes) for key, each in value.items()}
    if isinstance(value, list):
        return [_changed(each, (*at, number), changes) for number, each in enumerate(value)]
    return value
