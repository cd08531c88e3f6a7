"""A file as it is published: pictures cleaned and measured, style sheets and scripts shortened."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sitegen.values import Shared, dataclass

if TYPE_CHECKING:
    from sitegen.write.svg import Unsafe

SVG, STYLE, SCRIPT = ".svg", ".css", ".js"
PICTURES = frozenset({SVG, ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})


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

    width, height = imagesize.get(io.BytesIO(picture))
    if (width <= 0 or height <= 0) and (box := view_box(picture)):
        width, height = box
    if width <= 0 or height <= 0:
        return Prepared(broken="its width and height cannot be told")
    return Prepared(published, (int(width), int(height)))


def _shortened(suffix: str, data: bytes) -> bytes:
    import rcssmin
    import rjsmin

    return bytes(rcssmin.cssmin(data) if suffix == STYLE else rjsmin.jsmin(data))
