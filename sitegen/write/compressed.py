"""Files once more, compressed: what servers send as it is to browsers that can read it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from sitegen.content import Content, content_of
from sitegen.memory import Forgetful, Memory
from sitegen.write.render import Output

# Files of these kinds are text; pictures and fonts are compressed already.
TEXT = frozenset(
    {".atom", ".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"}
)
# A file that is not smaller by a tenth costs a reader nothing and a disk its place.
WORTH = 10
# Of Brotli’s eleven levels: the tenth takes six times as long, and saves a fourteenth of the bytes.
_BROTLI = 7
_GZIP = 9
# A gzip file without name and time, of the best level, from an unknown system (RFC 1952): what Python says of
# the system is not the same in each version.
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def with_compressed(
    outputs: Sequence[Output], kinds: Sequence[str], memory: Memory | None = None
) -> tuple[Output, ...]:
    """Return `outputs` with those that are text compressed beside them, sorted by path.

    `kinds` are endings among `COMPRESSIONS`. What is hardly smaller has no such file.
    """
    memory = memory or Forgetful()
    wanted = tuple(sorted({*kinds}))
    texts = [each for each in outputs if PurePosixPath(each.path).suffix.lower() in TEXT] if wanted else []
    found = memory.parts(compress_all, [(each.content,) for each in texts], wanted, takes_long=True)
    taken = {each.path for each in outputs}
    more = [
        Output(path, content)
        for each, contents in zip(texts, found, strict=True)
        for kind, content in zip(wanted, contents, strict=True)
        # An author’s own file of this name stays what it is.
        if content is not None and (path := f"{each.path}.{kind}") not in taken
    ]
    return tuple(sorted([*outputs, *more], key=lambda output: output.path))


def compress_all(
    memory: Memory, part: Sequence[tuple[Content]], kinds: tuple[str, ...]
) -> Iterator[tuple[Content | None, ...]]:
    """Yield for each content of a part what `compress` makes of it, kind by kind."""
    for (content,) in part:
        yield tuple(memory.call(compress, content, kind) for kind in kinds)


def compress(content: Content, kind: str) -> Content | None:
    """Return what a file holds, compressed; None if that is hardly smaller."""
    data = content.data
    made = _BY_KIND[kind](data)
    return content_of(made) if len(made) * 100 <= len(data) * (100 - WORTH) else None


def _brotli(data: bytes) -> bytes:
    import brotli  # 4 ms, and only where something has changed

    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BROTLI))


def _gzip(data: bytes) -> bytes:
    made = zlib.compressobj(_GZIP, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    ends = zlib.crc32(data).to_bytes(4, "little") + (len(data) % 2**32).to_bytes(4, "little")
    return _HEAD + made.compress(data) + made.flush() + ends


_BY_KIND: Mapping[str, Callable[[bytes], bytes]] = {"br": _brotli, "gz": _gzip}
