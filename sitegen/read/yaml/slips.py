"""What editors do wrong in YAML, told from the line in which they did it.

The parser says where it can go no further, in its own words, and often a line too late. Here each slip has
words of ours, its own place, and a correction with which the file can be read on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sitegen.expressions import lazy_regex
from sitegen.read.yaml.values import KEY, KEYS, YamlChange, YamlSlip, value_slip, wide_colon

_PREFIX = lazy_regex(r"[ ]*(?:-[ ]+)*")
_PAIR = lazy_regex(
    rf"(?P<key>{KEY}|\"[^\"]*\"|'[^']*'|[^\s:：\[\]{{}}#&*!|>%@`\"',-][^:：]*?)[ ]*:(?:[ ]+|$)"
)
_WIDE_COLON = lazy_regex(rf"(?P<key>{KEY})(?P<colon>[ ]*：[ ]*)")
_NO_BLANK = lazy_regex(rf"(?P<key>{KEY}):(?=[^\s/])")
_NO_COLON = lazy_regex(rf"(?P<key>{KEY})[ ]+(?=\S)")


def find_slip(lines: Sequence[str], stopped: int, problem: str, begun: int | None) -> YamlSlip | None:
    """Return the slip because of which YAML could not be read on in the line `stopped`, from 0.

    `problem` is what the parser says, `begun` the line in which begins what it could not end. The nearest
    slip above is the cause.
    """
    stopped = min(stopped, len(lines) - 1)
    if begun is not None and "quoted" in problem:
        return _quotation(lines, begun, problem)
    found = [begun] if begun is not None and ("flow" in problem or "simple key" in problem) else []
    if found and "simple key" in problem:
        stopped = found[0]
    for number in dict.fromkeys([*found, *_upwards(lines, stopped)]):
        slip = _slip_in(lines, number)
        if slip is not None:
            return slip
    stopped = next(_upwards(lines, stopped), stopped)
    return _indentation(lines, stopped, problem) or _unended(lines, begun, problem)


def slip_at(lines: Sequence[str], number: int) -> YamlSlip | None:
    """Return the slip in the line `number`, from 0, which can be read, though not as it was meant."""
    return _slip_in(lines, number)


def apply(lines: Sequence[str], changes: Iterable[YamlChange]) -> list[str]:
    """Return `lines` with the changes made."""
    changed = list(lines)
    for each in sorted(changes, key=lambda each: (each.line, each.column), reverse=True):
        line = changed[each.line]
        end = each.column + len(each.written)
        changed[each.line] = line[: each.column] + each.better + line[end:]
    return changed


def _upwards(lines: Sequence[str], stopped: int) -> Iterator[int]:
    for number in range(stopped, -1, -1):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            yield number


def _value_start(line: str) -> int:
    """Return where the indentation and the dashes of lists end."""
    prefix = _PREFIX.match(line)
    return prefix.end() if prefix else 0


def _slip_in(lines: Sequence[str], number: int) -> YamlSlip | None:
    line = lines[number]
    start = _value_start(line)
    if line.strip() == "...":
        return YamlSlip(number, 0, "end", (), (YamlChange(number, 0, line, ""),), is_safe=False)
    if "\t" in (indent := line[: len(line) - len(line.lstrip())]):
        return YamlSlip(number, indent.index("\t"), "tab")
    if wide := _WIDE_COLON.match(line, start):
        return wide_colon(number, wide)
    pair = _PAIR.match(line, start)
    if pair is None and (close := _NO_BLANK.match(line, start)) and _is_key(close, line):
        change = YamlChange(number, close.end() - 1, ":", ": ")
        values = (("key", close["key"]),)
        return YamlSlip(number, close.end() - 1, "no-blank", values, (change,), close["key"] in KEYS)
    if (
        pair is None
        and (bare := _NO_COLON.match(line, start))
        and bare["key"] in KEYS
        and not line.startswith(" ")
    ):
        change = YamlChange(number, bare.end("key"), "", ":")
        values = (("key", bare["key"]),)
        return YamlSlip(number, bare.end("key"), "no-colon", values, (change,), is_safe=False)
    if pair is None and start == len(indent) and line[start : start + 1] not in ("{", "["):
        return None
    return value_slip(line, number, pair.end() if pair else start, pair["key"] if pair else "")


def _is_key(match: re.Match[str], line: str) -> bool:
    return match["key"] in KEYS or line[match.end() : match.end() + 1] > "\x7f"


def _quotation(lines: Sequence[str], begun: int, problem: str) -> YamlSlip:
    line = lines[begun]
    if "escape" in problem:
        at = next((m.start() for m in re.finditer(r"\\", line)), 0)
        return YamlSlip(begun, at, "escape")
    start = _value_start(line)
    pair = _PAIR.match(line, start)
    at = pair.end() if pair else start
    if at >= len(line) or line[at] not in "\"'":
        at = next((m.start() for m in re.finditer("[\"']", line)), at)
    mark = line[at : at + 1]
    end = len(line.rstrip())
    changes = (
        (YamlChange(begun, end, "", mark),) if end > at + 1 and mark and mark not in line[at + 1 :] else ()
    )
    return YamlSlip(begun, at, "unclosed", (("mark", mark),), changes, is_safe=False)


def _indentation(lines: Sequence[str], stopped: int, problem: str) -> YamlSlip | None:
    line = lines[stopped]
    indent = len(line) - len(line.lstrip(" "))
    before = next((lines[number] for number in _upwards(lines, stopped - 1)), "") if stopped else ""
    due = len(before) - len(before.lstrip(" "))
    if before.lstrip().startswith("- ") and not line.lstrip().startswith("- ") and "-" in problem:
        return YamlSlip(stopped, indent, "no-dash")
    if indent != due and line.strip():
        return YamlSlip(stopped, indent, "indent", (("indent", indent), ("due", due)))
    if stopped and line.strip() and ":" not in line:
        return YamlSlip(stopped, indent, "neither")
    return None


def _unended(lines: Sequence[str], begun: int | None, problem: str) -> YamlSlip | None:
    if begun is None or "flow" not in problem:
        return None
    line = lines[begun]
    at = max(line.find("{"), line.find("["), 0)
    closing = {"{": "}", "[": "]"}.get(line[at : at + 1], "}")
    return YamlSlip(begun, at, "open-bracket", (("mark", closing),))
