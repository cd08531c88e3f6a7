"""A file as it is published: pictures cleaned and measured, style sheets and scripts shortened."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from sitegen.values import Shared, dataclass

if TYPE_CHECKING:
    from sitegen.write.svg import Unsafe

SVG, STYLE, SCRIPT = ".svg", ".css", ".js"
PICTURES = frozenset({SVG, ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})


# In pixels: no browser draws more, and larger ones are slips or attacks.
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Prepared(Shared):
    """What is published of a file, or what speaks against that."""

    # None where it is published as it is.
    data: bytes | None = None
    # Width and height of a picture.
    size: tuple[int, int] | None = None
    # What could run or lead out of it.
    unsafe: tuple[Unsafe, ...] = ()
    # Why it is no picture, or "".
    broken: str = ""


def prepare(suffix: str, data: bytes, is_shortened: bool) -> Prepared:
    """Return a file whose name ends in `suffix` as it is published, comments and spaces for readers of code
    taken away where it `is_shortened`: a third of the bytes, even compressed.
    """
    if suffix == SVG:
        # What reads XML, and what measures, loads what asks servers for files: once for each picture.
        from sitegen.write.svg import BrokenPictureError, read_svg

        try:
            drawing, unsafe = read_svg(data)
        except BrokenPictureError as error:
            return Prepared(broken=str(error))
        return Prepared(unsafe=unsafe) if unsafe else _measured(drawing, drawing)
    if suffix in PICTURES:
        return _measured(data, None)
    return Prepared(_shortened(suffix, data) if is_shortened and suffix in (STYLE, SCRIPT) else None)


def _measured(picture: bytes, published: bytes | None) -> Prepared:
    import imagesize

    from sitegen.write.svg import view_box

    try:
        told = imagesize.get(io.BytesIO(picture))
    except (ValueError, ArithmeticError, LookupError, struct.error):
        told = (-1, -1)
    sides = told if all(each > 0 for each in told) else view_box(picture) or told
    # What is no number is not above nothing.
    if not all(each > 0 for each in sides):
        return Prepared(broken="its width and height cannot be told")
    if any(each > _LARGEST for each in sides):
        return Prepared(broken="its width or height is above 100,000")
    width, height = (max(1, int(each)) for each in sides)
    return Prepared(published, (width, height))


def _shortened(suffix: str, data: bytes) -> bytes:
    import rcssmin
    import rjsmin

    return bytes(rcssmin.cssmin(data) if suffix == STYLE else rjsmin.jsmin(data))
