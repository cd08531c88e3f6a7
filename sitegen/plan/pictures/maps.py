"""How a map is laid out: water, rivers, names, numbered places, and below them what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import cos, radians

from sitegen.model import Words
from sitegen.model.drawings import Drawing, Lettering, Sign, Stroke
from sitegen.model.pictures import Map
from sitegen.plan.pictures.frame import Frame, Point
from sitegen.plan.pictures.sheet import GAP, INNER, MARGIN, STYLES, WIDTH, Sheet, Shown
from sitegen.plan.pictures.speaker import Speaker
from sitegen.text.numbers.coordinates import read_coordinates

# From degrees to units of the sheet, or None for what is no place.
_Project = Callable[[Words], Point | None]
# Half the height of a digit above its line, and half the width of the sign of a place.
_HALF_DIGIT, _HALF_SPOT = 6, 11


def draw_map(picture: Map, speaker: Speaker) -> Drawing:
    """Return a map in the words of one edition."""
    sheet = Sheet(speaker.language)
    project, frame = _projection(picture.corners)
    for ground in picture.water:
        area = frame.area(_points(ground.along, project))
        if area:
            sheet.shapes.append(Stroke(f"{_path(area)}z", "water"))
    for river in picture.rivers:
        parts = frame.lines(_points(river.along, project))
        sheet.shapes += [Stroke(_path(part), "river") for part in parts]
    named = [*picture.names, *(each for each in (*picture.water, *picture.rivers) if each.name)]
    for each in named:
        at = project(each.at) if each.at is not None else None
        if at is not None:
            sheet.shapes += _centred(sheet, speaker.say(each.name), at, frame)
    shown: list[Shown] = []
    for number, spot in enumerate(picture.places, 1):
        at = project(spot.at)
        if at is not None:
            x, y = frame.nearest(at, _HALF_SPOT)
            kind = STYLES["number"]
            sheet.shapes.append(Sign("spot", x, y))
            sheet.shapes.append(
                Lettering((str(number),), x, y + _HALF_DIGIT, "number", kind.size, kind.leading)
            )
        words = f"{number} {speaker.say(spot.words)}"
        shown.append(Shown(words, speaker.say(spot.note), speaker.lead(spot.to)))
    sheet.y = frame.bottom + GAP
    sheet.layer(shown)
    return sheet.finish()


def _projection(corners: Iterable[Words]) -> tuple[_Project, Frame]:
    """Return how places between two `corners`, south-west and north-east, come onto the sheet, and where.

    Equirectangular: degrees of longitude are as short as they are in the middle of the map.
    """
    known = [each for each in map(read_coordinates, corners) if each is not None]
    if len(known) < 2:
        return (lambda _: None), Frame(MARGIN, MARGIN, WIDTH - MARGIN, MARGIN)
    (south, west), (north, east) = known[:2]
    narrow = cos(radians((south + north) / 2))
    scale = INNER / max((east - west) * narrow, 1e-6)

    def project(written: Words) -> Point | None:
        at = read_coordinates(written)
        if at is None:
            return None
        return round(MARGIN + (at[1] - west) * narrow * scale), round(MARGIN + (north - at[0]) * scale)

    height = min(round((north - south) * scale), 2 * WIDTH)
    return project, Frame(MARGIN, MARGIN, WIDTH - MARGIN, MARGIN + height)


def _points(along: Iterable[Words], project: _Project) -> list[Point]:
    return [point for point in map(project, along) if point is not None]


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _centred(sheet: Sheet, words: str, at: Point, frame: Frame) -> tuple[Lettering, ...]:
    """Set words around a point, within the map."""
    kind = STYLES["note"]
    blocks = sheet.set_text(words, 0, 0, INNER, "note")
    lines = [line for block in blocks for line in block.lines]
    width = max((sheet.width_of(line, "note") for line in lines), default=0)
    left = max(frame.left, min(at[0] - width // 2, frame.right - width))
    below = (len(lines) - 1) * kind.leading
    first = at[1] + _HALF_DIGIT - below // 2
    # What is higher than the map begins at its upper edge.
    y = max(frame.top + kind.ascent, min(first, frame.bottom - (kind.leading - kind.ascent) - below))
    return tuple(replace(block, x=left, y=y) for block in blocks)
