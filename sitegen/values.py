"""What values have in common: what they derive, how they stand in others, how they are written and read."""

from __future__ import annotations

import dataclasses
import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from markupsafe import Markup

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, frozen: bool, eq: bool = True, order: bool = False, **options: bool
    ) -> Callable[[type], type]:
        """Return the decorator of the same name for values: hundreds of types, very many of each.

        They are frozen for who reads them and for mypy; to have Python see to that, too, makes each of them
        take four times as long. And their methods are not written and compiled anew for each type, which
        was a large part of loading this package.
        """
        assert frozen

        def decorate(kind: type) -> type:
            own = {*vars(kind)}
            made = dataclasses.dataclass(repr=False, eq=order, order=order, **options)(kind)
            for name, method in _methods(made, eq=eq).items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return decorate

    def _methods(kind: type, *, eq: bool) -> Mapping[str, Callable[..., object]]:
        """What every value can do, by the names that Python has for it: be shown, compared, hashed."""
        own = fields(kind)
        compared = [each.name for each in own if each.compare]
        read = attrgetter(*compared) if compared else lambda value: ()

        def shown(value: object) -> str:
            said = (f"{each.name}={getattr(value, each.name)!r}" for each in own if each.repr)
            return f"{value.__class__.__qualname__}({', '.join(said)})"

        def equals(value: object, other: object) -> object:
            return read(value) == read(other) if other.__class__ is value.__class__ else NotImplemented

        methods = {"__repr__": shown}
        return methods | {"__eq__": equals, "__hash__": lambda value: hash(read(value))} if eq else methods


class Shared:
    """A value that stands in many others, or is large: in these it is written by its digest, made once."""

    __slots__ = ("_fill",)


def later(kind: type[Shared], fill: Callable[[], Mapping[str, object]]) -> Any:
    """Return a value of a type whose fields are what `fill` returns, when the first of them is asked for."""
    made = object.__new__(_waiting(kind))
    object.__setattr__(made, "_fill", fill)
    return made


def _waiting(kind: type[Shared]) -> type[Shared]:
    """Of this type a value is until it is filled: of the same layout, so that it can be of `kind` then.

    (Not by `__getattr__`: a field with a default is found in the class.)
    """

    def ask(value: Shared, name: str) -> Any:
        if name == "__class__":
            return kind
        fields = object.__getattribute__(value, "_fill")()
        object.__setattr__(value, "__class__", kind)
        object.__delattr__(value, "_fill")
        for field, own in fields.items():
            object.__setattr__(value, field, own)
        return getattr(value, name)

    if kind not in _WAITING:
        _WAITING[kind] = type(
            kind.__name__, (kind,), {"__slots__": (), "__getattribute__": ask, _WAITS: kind}
        )
    return _WAITING[kind]


_WAITING: dict[type[Shared], type[Shared]] = {}


class Derives:
    """A frozen dataclass with answers that are made when first asked for (`cached_property`), and kept.

    What is derived is no part of the value: it is neither compared nor written.
    """

    # Each subclass is a dataclass.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def derived(self, make: Callable[[Self], T]) -> T:
        """Return what `make`, a function of a module, makes of the value, made once."""
        known, name = self.__dict__, f"{make.__module__}.{make.__qualname__}"
        if name not in known:
            known[name] = make(self)
        found: T = known[name]
        return found

    def __getstate__(self) -> Mapping[str, Any]:
        """Return the fields alone."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


# What a type of values that wait has, the type that they will be of.
_WAITS = "_waits_for"
_ATOMS = frozenset({str, int, float, bool, bytes, type(None)})
# Without references, which tell whether two equal words are one object: that says nothing of a value.
_VERSION = 2
# What is written are tuples and atoms, which its types cannot say.
_dumps: Callable[[Any, int], bytes] = marshal.dumps
_NAMED = (type, FunctionType, BuiltinFunctionType, MethodType, type(cache(len)))
# Behind the name of a type: what follows is not the value, but its digest.
_STANDS = "#"


class Writer(dict[type, Callable[[Any], object]]):
    """Writes values as bytes, different ones differently, the same in every process.

    `digest` gives what stands for a value that is shared. Pickle writes the name of a class with each of its
    values, asks each of them how, and takes four times as long. Raises TypeError for what is no value.

    >>> Writer(lambda value: b"").write((1, "a")) == Writer(lambda value: b"").write((1, "a"))
    True
    """

    def __init__(self, digest: Callable[[object], bytes]) -> None:
        super().__init__()
        self.digest = digest
        self._of_fields: dict[type, Callable[[Any], object]] = {}

    def write(self, value: object) -> bytes:
        """Return a value as bytes; if it is shared, not its digest but what it is."""
        kind = type(value)
        if kind in _ATOMS:
            return _dumps(value, _VERSION)
        write = self[kind]
        return _dumps(self._of_fields.get(kind, write)(value), _VERSION)

    def __missing__(self, kind: type) -> Callable[[Any], object]:
        if not issubclass(kind, Shared):
            self[kind] = self._writes(kind)
            return self[kind]
        itself = vars(kind).get(_WAITS, kind)
        name, self._of_fields[kind] = f"{_name(itself)}{_STANDS}", self._writes(itself)
        self[kind] = lambda value: (name, self.digest(value))
        return self[kind]

    def _writes(self, kind: type) -> Callable[[Any], object]:
        """Return what turns values of a type into tuples of atoms, the name of the type before them."""
        name = _name(kind)
        if kind is tuple or kind is list:
            return lambda value: (name, *self._all(value))
        if kind is dict:
            return lambda value: (name, *self._all(value), *self._all(value.values()))
        if kind is frozenset or kind is set:
            return lambda value: (name, *sorted(map(self.write, value)))
        if kind is Markup:
            return lambda value: (name, str(value))
        if issubclass(kind, Enum):
            return lambda value: (name, value.name)
        if issubclass(kind, _NAMED):
            return lambda value: ("type", value.__module__, value.__qualname__)
        if is_dataclass(kind) and kind.__reduce__ is object.__reduce__:
            names = [field.name for field in fields(kind)]
            if len(names) > 1:
                read = attrgetter(*names)
                return lambda value: (name, *self._all(read(value)))
            return lambda value: (name, *self._all([getattr(value, each) for each in names]))
        if kind.__reduce__ is object.__reduce__:
            raise TypeError(f"{name} is no value")
        return lambda value: (name, *self._all(value.__reduce__()[:2]))

    def _all(self, values: Any) -> list[object]:
        return [each if type(each) in _ATOMS else self[type(each)](each) for each in values]


class Reader(dict[str, Callable[[Any], object]]):
    """Reads what a `Writer` wrote; `recall` gives, by its type and digest, a value that is shared.

    Raises what `marshal` raises, LookupError, ImportError, AttributeError or TypeError for anything else.
    """

    def __init__(self, recall: Callable[[type[Shared], bytes], object]) -> None:
        super().__init__()
        self.recall = recall

    def read(self, data: bytes) -> object:
        """Return the value that was written as `data`."""
        return self._one(marshal.loads(data))  # noqa: S302 - the store reads files that nobody else can write

    def fields(self, data: bytes) -> Mapping[str, object]:
        """Return the fields of the shared value that was written as `data`."""
        name, *values = marshal.loads(data)  # noqa: S302 - as above
        names = (field.name for field in fields(_find(*name.rsplit(":", 1))))
        return dict(zip(names, self._all(values), strict=True))

    def _one(self, plain: Any) -> object:
        return self[plain[0]](plain) if type(plain) is tuple else plain

    def _all(self, values: Any) -> list[object]:
        return [self[each[0]](each) if type(each) is tuple else each for each in values]

    def __missing__(self, name: str) -> Callable[[Any], object]:
        self[name] = self._reads(name)
        return self[name]

    def _reads(self, name: str) -> Callable[[Any], object]:
        """Return what makes values of the type called `name`."""
        if name == "type":
            return lambda plain: _find(plain[1], plain[2])
        kind = _find(*name.removesuffix(_STANDS).rsplit(":", 1))
        if name.endswith(_STANDS):
            return lambda plain: self.recall(kind, plain[1])
        if kind is tuple or kind is list:
            return lambda plain: kind(self._all(plain[1:]))
        if kind is dict:
            return lambda plain: dict(zip(*_halves(self._all(plain[1:])), strict=True))
        if kind is frozenset or kind is set:
            return lambda plain: kind(map(self.read, plain[1:]))
        if kind is Markup:
            return lambda plain: kind(plain[1])
        if issubclass(kind, Enum):
            return lambda plain: kind[plain[1]]
        if is_dataclass(kind) and kind.__reduce__ is object.__reduce__:
            return lambda plain: kind(*self._all(plain[1:]))
        return lambda plain: _called(*self._all(plain[1:]))


def _called(function: Any, arguments: Any) -> object:
    return function(*arguments)


def _halves(values: list[object]) -> tuple[list[object], list[object]]:
    middle = len(values) // 2
    return values[:middle], values[middle:]


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _find(module: str, name: str) -> Any:
    """Return the type or the function of a module; only that of values may be named."""
    if module.partition(".")[0] not in _TRUSTED:
        raise LookupError(module)
    found: Any = import_module(module)
    for step in name.split("."):
        found = getattr(found, step)
    return found


_TRUSTED = ("sitegen", "builtins", "datetime", "markupsafe", "fractions", "collections")
