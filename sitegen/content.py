"""What files of the site hold, told apart without being read."""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256

from sitegen.values import Shared, dataclass


@dataclass(frozen=True, slots=True)
class Bytes(Shared):
    """Bytes of a file, which are asked for where it is written, and nowhere else."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and the SHA-256 digest of that: whoever has the same need not ask for it."""

    digest: bytes
    held: Bytes = field(compare=False)

    @property
    def data(self) -> bytes:
        """What it holds."""
        return self.held.data


def content_of(data: bytes) -> Content:
    """Return `data` as the content of a file."""
    return Content(sha256(data).digest(), Bytes(data))
