"""What values have in common: what they derive, how they stand in others, how they are written."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import attrgetter
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, ClassVar

from markupsafe import Markup


class Shared:
    """A value that stands in many others, or is large: in these it is written by its digest, made once."""

    __slots__ = ()


class Derives:
    """A frozen dataclass with answers that are made when first asked for (`cached_property`), and kept.

    What is derived is no part of the value: it is neither compared nor written.
    """

    # Each subclass is a dataclass.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __getstate__(self) -> Mapping[str, Any]:
        """Return the fields alone."""
        return {field.name: self.__dict__[field.name] for field in fields(self)}


_Write = Callable[[Any], object]
_ATOMS = frozenset({str, int, float, bool, bytes, type(None)})
# Without references, which tell whether two equal words are one object: that says nothing of a value.
_VERSION = 2
# What is written are tuples and atoms, which its types cannot say.
_dumps: Callable[[Any, int], bytes] = marshal.dumps


class Writer(dict[type, _Write]):
    """Writes values as bytes, different ones differently, the same in every process.

    `digest` gives what stands for a value that is shared. Pickle writes the name of a class with each of its
    values and takes four times as long. Raises TypeError for what is no value.

    >>> Writer(lambda value: b"").write((1, "a")) == Writer(lambda value: b"").write((1, "a"))
    True
    """

    def __init__(self, digest: Callable[[object], bytes]) -> None:
        super().__init__()
        self.digest = digest
        self._of_fields: dict[type, _Write] = {}

    def write(self, value: object) -> bytes:
        """Return a value as bytes; if it is shared, not its digest but what it is."""
        kind = type(value)
        if kind in _ATOMS:
            return _dumps(value, _VERSION)
        write = self[kind]
        return _dumps(self._of_fields.get(kind, write)(value), _VERSION)

    def __missing__(self, kind: type) -> _Write:
        own = self._writes(kind)
        if issubclass(kind, Shared):
            self._of_fields[kind] = own
            own = self.digest
        self[kind] = own
        return own

    def _writes(self, kind: type) -> _Write:
        """Return what turns values of a type into tuples of atoms, the name of the type before them."""
        name = f"{kind.__module__}.{kind.__qualname__}"
        if kind is tuple or kind is list:
            return lambda value: (name, *self._all(value))
        if kind is dict:
            return lambda value: (name, *self._all(value), None, *self._all(value.values()))
        if kind is frozenset or kind is set:
            return lambda value: (name, *sorted(map(self.write, value)))
        if kind is Markup:
            return lambda value: (name, str(value))
        if issubclass(kind, Enum):
            return lambda value: (name, value.name)
        if issubclass(kind, type | FunctionType | BuiltinFunctionType | MethodType):
            return lambda value: (name, value.__module__, value.__qualname__)
        if is_dataclass(kind) and kind.__reduce__ is object.__reduce__:
            names = [field.name for field in fields(kind)]
            if len(names) > 1:
                read = attrgetter(*names)
                return lambda value: (name, *self._all(read(value)))
            return lambda value: (name, *self._all([getattr(value, each) for each in names]))
        if kind.__reduce__ is object.__reduce__:
            raise TypeError(f"{name} is no value")
        return lambda value: (name, *self._all(value.__reduce__()[1]))

    def _all(self, values: Any) -> list[object]:
        return [each if type(each) in _ATOMS else self[type(each)](each) for each in values]
