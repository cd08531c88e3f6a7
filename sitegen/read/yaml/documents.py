"""YAML to plain values in which every text knows its place.

A small part of YAML 1.1 is accepted: mappings with text keys, lists, and the plain types. Anchors, aliases,
merge keys and tags are refused, so that no file can stand for more than it says; the file is read event by
event, so that no depth of nesting exhausts the stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field, replace
from typing import Any

import yaml

from sitegen.expressions import lazy_regex
from sitegen.model import Diagnostic, Mend, Place, Words
from sitegen.read.limits import too_large_value
from sitegen.read.unseen import without_unseen_words
from sitegen.read.yaml.folds import is_prose, join_folded, language_at, lines_of
from sitegen.read.yaml.slips import apply, find_slip, slip_at
from sitegen.read.yaml.values import YamlChange, YamlSlip, cut_values, lost_words
from sitegen.rules import BROKEN_YAML, DUPLICATE_KEY, YAML_ALIAS, YAML_DEPTH, YAML_KEY, YAML_TAG
from sitegen.values import dataclass

DEEPEST = 20

# libyaml is ten times as fast; where a wheel lacks it, the Python parser gives the same events.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_PLAIN_TYPES = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp")
)
_BOOL = "tag:yaml.org,2002:bool"

# As YAML 1.1 ends lines.
_LINE_END = lazy_regex("\r\n|[\n\r\x85\u2028\u2029]")

# Where a value stands in its document: keys and list positions from the top.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A read YAML file: its value, where each part of it stands, and what is wrong with it."""

    path: str
    value: object
    places: dict[Path, Place] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def place(self, at: Path) -> Place:
        """Return the place of the value at `at`, or of the nearest value that holds it."""
        while at and at not in self.places:
            at = at[:-1]
        return self.places.get(at, Place(self.path))


def parse_yaml(path: str, text: str) -> Document:
    """Return the value of `text`; a broken file says what is wrong, and has the value None if it stays so.

    A slip for which there is a correction is corrected and the rest read on, so that every slip is named.
    """
    lines = _LINE_END.split(text)
    slips: list[Diagnostic] = []
    made: list[YamlChange] = []
    for _ in range(_MOST_SLIPS):
        builder = _Builder(path, lines)
        slip = _read_events(builder, "\n".join(lines))
        if slip is None:
            break
        fault = _say(path, slip, made)
        corrected = apply(lines, slip.changes)
        if corrected == lines or any(each.place == fault.place for each in slips):
            builder.is_sound = False
            slips += [fault, *(_say(path, each, made) for each in builder.slips[1:])]
            break
        slips.append(fault)
        made += slip.changes
        lines = corrected
    else:
        builder.is_sound = False
    value = builder.value if builder.is_sound else None
    return Document(path, value, builder.places, (*slips, *builder.diagnostics))


def _read_events(builder: _Builder, text: str) -> YamlSlip | None:
    """Let `builder` take the events of `text`; return why it cannot be read to its end."""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                builder.is_sound = False
                break
    except yaml.MarkedYAMLError as error:
        builder.diagnostics.clear()
        mark: Any = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        why = " ".join(filter(None, (error.context, error.problem)))
        begun = min(error.context_mark.line, len(builder.lines) - 1) if error.context_mark else None
        slip = find_slip(builder.lines, line, why, begun)
        return slip or YamlSlip(line, column, "stopped")
    except yaml.YAMLError:
        builder.diagnostics.clear()
        return YamlSlip(0, 0, "character")
    if isinstance(builder.value, Words) and builder.is_sound:
        return slip_at(builder.lines, builder.value.place.line - 1)
    return next(iter(builder.slips), None) if builder.is_sound else None


def _say(path: str, slip: YamlSlip, made: Sequence[YamlChange]) -> Diagnostic:
    """Say what is wrong, at the places that the file had before the changes that were `made`."""

    def place(line: int, column: int) -> Place:
        for each in reversed(made):
            if each.line == line and column >= each.column + len(each.better):
                column -= len(each.better) - len(each.written)
        return Place(path, line + 1, column + 1)

    mends = tuple(
        Mend(place(each.line, each.column), each.written, each.better, is_markup=True)
        for each in slip.changes
        if slip.is_safe
    )
    return BROKEN_YAML(place(slip.line, slip.column), slip.case, mends=mends).with_values(dict(slip.values))


# What has more slips is no YAML.
_MOST_SLIPS = 20


class _Builder:
    """Builds values from events, one open mapping or list at a time."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self.path = path
        self.lines = lines
        self.value: object = None
        self.places: dict[Path, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        # What could be read, though not as it was meant.
        self.slips: list[YamlSlip] = []
        # A value whose tag is refused is not the value that was meant: no schema may judge it.
        self.is_sound = True
        self._open: list[dict[str, object] | list[object]] = []
        self._at: list[str | int] = []
        # For each open mapping the key that waits for its value; () where a key comes next.
        self._keys: list[str | tuple[()]] = []
        # For each open mapping in braces its keys and values, whose ends tell what a comma cut off.
        self._flows: list[list[Any] | None] = []

    def take(self, event: Any) -> bool:
        """Take the next event; return False where the rest of the file is not worth reading."""
        place = Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
        if getattr(event, "anchor", None) or isinstance(event, yaml.AliasEvent):
            self.diagnostics.append(YAML_ALIAS(place))
            return False
        if getattr(event, "tag", None) is not None:
            self.diagnostics.append(YAML_TAG(place, tag=event.tag))
            self.is_sound = False
        match event:
            case yaml.DocumentStartEvent() if self.places:
                self.diagnostics.append(BROKEN_YAML(place, "document"))
                return False
            case yaml.ScalarEvent():
                self._note(event)
                self._scalar(event, place)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self._open) >= DEEPEST:
                    self.diagnostics.append(YAML_DEPTH(place))
                    return False
                if self._awaits_key():
                    self.diagnostics.append(YAML_KEY(place))
                    return False
                self._note(event)
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], place)
                in_braces = isinstance(event, yaml.MappingStartEvent) and event.flow_style
                self._flows.append([] if in_braces else None)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._keys.pop()
                self.slips += cut_values(self.lines, self._flows.pop() or ())
                if self._at:
                    self._at.pop()
        return True

    def _note(self, event: Any) -> None:
        if self._flows and (events := self._flows[-1]) is not None:
            events.append(event)

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] == ()

    def _scalar(self, event: Any, place: Place) -> None:
        if self._awaits_key():
            key = self._words(event, place)
            if key in self._open[-1]:
                self.diagnostics.append(DUPLICATE_KEY(place, key=key))
            # The place of a key serves for what is missing or not known; its value's place replaces it.
            self.places[(*self._at, key, "")] = place
            self._keys[-1] = key
            return
        is_head = self.path.endswith(".md") and self._keys[-1:] in (["title"], ["summary"], ["label"])
        if slip := lost_words(self.lines, event, is_prose=is_head):
            self.slips.append(slip)
        self._add(self._construct(event, place), place)

    def _construct(self, event: Any, place: Place) -> object:
        tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == _BOOL and event.value.lower() not in ("true", "false"):
            # As in YAML 1.2: off, no and their like are words.
            tag = ""
        # 2021-02-30 looks like a date and is none: it stays text, and the schema refuses it.
        with suppress(ValueError, OverflowError):
            if tag in _PLAIN_TYPES and event.tag is None:
                return _CONSTRUCTOR.construct_object(yaml.ScalarNode(tag, event.value))
        return self._words(event, place)

    def _words(self, event: Any, place: Place) -> Words:
        # The words of a quoted text begin behind its quotation mark.
        if event.style in ("'", '"'):
            place = replace(place, column=place.column + 1)
        words = event.value
        if fault := too_large_value(words, place):
            self.diagnostics.append(fault)
            self.is_sound = False
            return Words("", place)
        if event.style == '"':
            words, faults = without_unseen_words(words, place)
            self.diagnostics += faults
        if event.start_mark.line != event.end_mark.line:
            words = self._joined(words, event)
        return Words(words, place)

    def _joined(self, words: str, event: Any) -> str:
        """Join the lines of a text that authors write."""
        start, end = event.start_mark, event.end_mark
        if not is_prose(self.path):
            return words
        steps = [*self._at, *(key for key in self._keys[-1:] if key)]
        lines = lines_of(self.lines, (start.line, start.column), (end.line, end.column), event.style or "")
        return join_folded(words, lines, language_at(self.path, steps), "\n" if event.style == "|" else " ")

    def _start(self, collection: dict[str, object] | list[object], place: Place) -> None:
        step = self._add(collection, place)
        if step is not None:
            self._at.append(step)
        self._open.append(collection)
        self._keys.append(())

    def _add(self, value: object, place: Place) -> str | int | None:
        """Put `value` where the file is now; return the step that leads to it from what holds it."""
        if not self._open:
            self.value, self.places[()] = value, place
            return None
        parent = self._open[-1]
        if isinstance(parent, dict):
            key = self._keys[-1]
            assert isinstance(key, str)
            parent[key] = value
            self._keys[-1] = ()
            step: str | int = key
        else:
            parent.append(value)
            step = len(parent) - 1
        self.places[(*self._at, step)] = place
        return step


def text_values(value: object) -> Iterator[Words]:
    """Yield every text in `value`."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from text_values(part)
    elif isinstance(value, list):
        for part in value:
            yield from text_values(part)


def leaves(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield every value that holds no others, with its place in the document."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*at, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, (*at, index))
    else:
        yield at, value
