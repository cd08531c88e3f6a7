"""YAML values to the model's types, with every difference from the schema named at its place."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Hashable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sitegen.model import MOST, Diagnostic, Severity
from sitegen.read.yaml.documents import Document, Path, leaves, text_values
from sitegen.rules import EMPTY_FILE, EMPTY_VALUE, MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

# The root key lets the configuration reach dataclasses of the model, which know nothing of pydantic.
_ROOT = "root"
_CONFIG: ConfigDict = {"extra": "forbid", "arbitrary_types_allowed": True}
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
# What a value had to be, by the name that pydantic gives to what it is not.
_EXPECTED = {
    "is_instance_of": "text",
    "string_type": "text",
    "bool_parsing": "truth",
    "bool_type": "truth",
    "int_parsing": "number",
    "int_from_float": "number",
    "int_type": "number",
    "tuple_type": "list",
    "dict_type": "group",
    "mapping_type": "group",
    "dataclass_type": "group",
}
_EXACT = {bool: "truth", datetime.date: "date", int: "number"}


@cache
def _adapter(type_: Any) -> TypeAdapter[dict[str, Any]]:
    # Most builds read no settings: nobody has changed them, and to load this takes a tenth of a second.
    from pydantic import TypeAdapter

    return TypeAdapter(dict[str, type_], config=_CONFIG)


def typed(document: Document, type_: type[T]) -> tuple[T | None, list[Diagnostic]]:
    """Return the document's value as `type_` of the model, or None and what keeps it from being one."""
    faults = list(document.diagnostics)
    faults += [EMPTY_VALUE(words.place) for words in text_values(document.value) if not words.strip()]
    if document.value is None:
        if not faults:
            faults.append(EMPTY_FILE(document.place(()), "nothing"))
        return None, faults
    from pydantic import ValidationError

    try:
        value: T = _adapter(cast(Hashable, type_)).validate_python({_ROOT: document.value})[_ROOT]
    except ValidationError as error:
        faults += _translate(error, document, type_)
        return None, faults
    faults += _check_exact(document, type_)
    is_sound = all(fault.severity is not Severity.ERROR for fault in faults)
    return (value if is_sound else None), faults


def _check_exact(document: Document, type_: type) -> Iterator[Diagnostic]:
    """A number or a text is neither true nor false and no date, though pydantic would read it as one."""
    for at, value in leaves(document.value):
        due = _at(type_, at)
        if due in _EXACT and type(value) is not due and value is not None:
            name = f"`{'.'.join(map(str, at))}`"
            yield WRONG_TYPE(document.place(at), _EXACT[due], name=name)
        elif due is int and (most := _most(type_, at)) is not None and not 0 <= cast(int, value) <= most:
            yield WRONG_TYPE(document.place(at), "bounds", name=f"`{'.'.join(map(str, at))}`", most=most)


def _most(type_: object, at: Path) -> int | None:
    """How large the number at a place may be, if that is said."""
    inside = _at(type_, at[:-1])
    if not dataclasses.is_dataclass(inside):
        return None
    found = next(each for each in dataclasses.fields(inside) if each.name == at[-1])
    most: int | None = found.metadata.get(MOST)
    return most


def _at(type_: object, at: Path) -> object:
    for step in at:
        type_ = _part(type_, step)
    return _without_none(type_)


def _translate(error: ValidationError, document: Document, type_: type) -> Iterator[Diagnostic]:
    faults: list[tuple[Path, Any]] = [(fault["loc"][1:], fault) for fault in error.errors()]
    meant = {at: _meant_key(type_, at) for at, fault in faults if fault["type"] in _UNKNOWN}
    likely_keys = set(meant.values())
    for at, fault in faults:
        name = f"`{'.'.join(str(step) for step in at)}`" if at else "the file"
        if fault["type"] == "missing":
            # A misspelt key is one fault, not two: what it should have been is not missing besides.
            if at not in likely_keys:
                yield MISSING_KEY(document.place(at[:-1]), "any", name=name, key=str(at[-1]))
        elif at in meant:
            near, known = meant[at], _known_keys(type_, at[:-1])
            likely = str(near[-1]) if near else ""
            yield UNKNOWN_KEY(document.place((*at, "")), name=name, near=likely, known=tuple(known))
        else:
            is_date = fault["type"].startswith("date")
            expected = _EXPECTED.get(fault["type"]) or ("date" if is_date else "other")
            if _value(document.value, at) is None:
                expected = "nothing"
            yield WRONG_TYPE(document.place(at), expected, name=name, why=fault["msg"])


def _value(value: Any, at: Path) -> object:
    for step in at:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ...
    return value


def _meant_key(type_: object, at: Path) -> Path:
    """Where the key that an author probably meant would stand, or ()."""
    near = get_close_matches(str(at[-1]), _known_keys(type_, at[:-1]), n=1)
    return (*at[:-1], *near) if near else ()


def _known_keys(type_: object, at: Path) -> list[str]:
    """The keys that the schema has at `at`, for "did you mean"."""
    for step in at:
        type_ = _part(type_, step)
    type_ = _without_none(type_)
    return [field.name for field in dataclasses.fields(type_)] if dataclasses.is_dataclass(type_) else []


def _part(type_: object, step: str | int) -> object:
    type_ = _without_none(type_)
    if dataclasses.is_dataclass(type_) and isinstance(type_, type):
        return _fields(type_).get(str(step))
    arguments = typing.get_args(type_) or (None,)
    return arguments[0] if typing.get_origin(type_) is tuple else arguments[-1]


@cache
def _fields(type_: type) -> Mapping[str, object]:
    """The fields of a dataclass with their types, which are costly to work out."""
    return typing.get_type_hints(type_)


def _without_none(type_: object) -> object:
    if typing.get_origin(type_) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(type_) if part is not type(None))
    return type_
