"""Values that keep what was derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar


class Derives:
    """A frozen dataclass with answers that are made when first asked for (`cached_property`), and kept.

    What is derived is no part of the value: it is neither compared nor pickled.
    """

    # Each subclass is a dataclass.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __getstate__(self) -> Mapping[str, Any]:
        """Return the fields alone."""
        return {field.name: self.__dict__[field.name] for field in fields(self)}
