"""Templates as Python runs them."""

from __future__ import annotations

import marshal
from functools import lru_cache
from typing import Any

from jinja2 import BytecodeCache, Environment, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket

from sitegen.values import Shared, dataclass
from sitegen.write.filters import FILTERS, Once


def make_environment(**more: Any) -> Environment:
    """Return what reads and compiles templates, the same for all sites."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # It is made anew for each build.
        auto_reload=False,
        **more,
    )
    made.filters.update(FILTERS)
    made.globals["once"] = Once()
    return made


# More templates than a site has.
MANY = 256


class UncompiledError(ValueError):
    """Python cannot run the template: it is nested too deeply, or too long."""


@dataclass(frozen=True, slots=True)
class Code(Shared):
    """A template as Python runs it, written by `marshal`; nothing where it cannot be compiled."""

    marshalled: bytes


@lru_cache(MANY)
def compile_template(name: str, file: str, source: str) -> Code:
    """Return the template `name`, which has this `source` in its `file`; printing it says what is wrong.

    Raises UncompiledError for what Python takes for too long or too deep.
    """
    try:
        return Code(marshal.dumps(make_environment().compile(source, name, file)))
    except TemplateSyntaxError:
        return Code(b"")
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise UncompiledError(name) from error


class Compiled(BytecodeCache):
    """The templates of a site as Python runs them, each read when it is printed."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, Code]] = {}

    def put(self, name: str, source: str, code: Code) -> None:
        """Have `code` for what is written as `source`."""
        self._code[name] = self.get_source_checksum(source), code

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        # A preview may find a file that has changed meanwhile.
        if code and code.marshalled and checksum == bucket.checksum:
            bucket.code = marshal.loads(code.marshalled)  # noqa: S302 - this program wrote it: see the store

    def dump_bytecode(self, bucket: Bucket) -> None:
        return
