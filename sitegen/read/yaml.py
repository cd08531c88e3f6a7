"""YAML to plain values in which every text knows its place.

A small part of YAML 1.1 is accepted: mappings with text keys, lists, and the plain types. Anchors, aliases,
merge keys and tags are refused, so that no file can stand for more than it says; the file is read event by
event, so that no depth of nesting exhausts the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from sitegen.model import Diagnostic, Place, Words
from sitegen.read.unseen import without_unseen_words

DEEPEST = 20

# libyaml is ten times as fast; where a wheel lacks it, the Python parser gives the same events.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR: Any = yaml.constructor.SafeConstructor()
_PLAIN_TYPES = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "timestamp")
)
_BOOL = "tag:yaml.org,2002:bool"

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
    """Return the value of `text`; a broken file has the value None and says where it breaks."""
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                return Document(path, None, {}, tuple(builder.diagnostics))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        why = ", ".join(filter(None, (error.context, error.problem)))
        builder.fault(place, "broken-yaml", f"the YAML breaks off here: {why}", _HINT_BROKEN)
        return Document(path, None, {}, tuple(builder.diagnostics))
    except yaml.YAMLError as error:
        builder.fault(Place(path), "broken-yaml", f"the YAML cannot be read: {error}", _HINT_BROKEN)
        return Document(path, None, {}, tuple(builder.diagnostics))
    value = builder.value if builder.is_sound else None
    return Document(path, value, builder.places, tuple(builder.diagnostics))


_HINT_BROKEN = (
    "Look at this line and the one above: a missing quotation mark, a colon in unquoted text, a tab?"
)


class _Builder:
    """Builds values from events, one open mapping or list at a time."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.value: object = None
        self.places: dict[Path, Place] = {}
        self.diagnostics: list[Diagnostic] = []
        # A value whose tag is refused is not the value that was meant: no schema may judge it.
        self.is_sound = True
        self._open: list[dict[str, object] | list[object]] = []
        self._at: list[str | int] = []
        # For each open mapping the key that waits for its value; () where a key comes next.
        self._keys: list[str | tuple[()]] = []

    def fault(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(place, rule, message, hint))

    def take(self, event: Any) -> bool:
        """Take the next event; return False where the rest of the file is not worth reading."""
        place = Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
        if getattr(event, "anchor", None) or isinstance(event, yaml.AliasEvent):
            hint = "Write the value out where it is needed."
            self.fault(place, "yaml-alias", "anchors (&) and aliases (*) are not used here", hint)
            return False
        if getattr(event, "tag", None) is not None:
            self.fault(place, "yaml-tag", f"the tag {event.tag} is not used here", "Remove it.")
            self.is_sound = False
        match event:
            case yaml.DocumentStartEvent() if self.places:
                hint = "Remove the line `---`, or what stands behind it."
                self.fault(place, "broken-yaml", "a second document begins here", hint)
                return False
            case yaml.ScalarEvent():
                self._scalar(event, place)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self._open) >= DEEPEST:
                    self.fault(
                        place, "yaml-depth", "this is nested too deeply", "Take some of the brackets away."
                    )
                    return False
                if self._awaits_key():
                    self.fault(place, "yaml-key", "a key must be a plain word", "Write `key: value`.")
                    return False
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], place)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
                self._keys.pop()
                if self._at:
                    self._at.pop()
        return True

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] == ()

    def _scalar(self, event: Any, place: Place) -> None:
        if self._awaits_key():
            key = self._words(event, place)
            if key in self._open[-1]:
                self.fault(
                    place, "duplicate-key", f"`{key}` stands here a second time", "Remove one of the two."
                )
            # The place of a key serves for what is missing or not known; its value's place replaces it.
            self.places[(*self._at, key, "")] = place
            self._keys[-1] = key
            return
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
        if event.style == '"':
            words, faults = without_unseen_words(words, place)
            self.diagnostics += faults
        return Words(words, place)

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
