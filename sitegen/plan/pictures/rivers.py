"""How a river is drawn: springs on both banks gather into streams, and these into one river with a mouth.

Labels stand in rows of equal height on either side, so that the browser may set them as it likes; what flows
from each is a band of its own down to the mouth, as wide as the number it stands for. Bands of lower rows run
outside those of higher ones, so that none crosses another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sitegen.model.drawings import Lead, RiverDrawing, SpringView, StreamView
from sitegen.model.pictures import River, Stream
from sitegen.plan.pictures.speaker import RiverSpeaker

# The width of the sheet with its two banks, where these end, and how wide the river is at its mouth.
WIDTH, _BANK, _MOUTH = 1000, 360, 240
# The height of a row; how far a spring runs until it is in its bed; how far the river sways between streams.
ROW, _JOINING, _SWAY = 100, 140, 14
# How far the bands part at the end, in hundredths of how far they are from the middle.
_DELTA = 110


def flow(picture: River, speaker: RiverSpeaker) -> RiverDrawing:
    """Return a river in the words of one edition."""
    total = sum(len(spring.cites) for stream in picture.streams for spring in stream.springs)
    unit = _MOUTH / max(total, 1)
    beds = _Beds(unit)
    tall = [any(spring.term is not None for spring in stream.springs) for stream in picture.streams]
    heights = [
        1 + (len(stream.springs) + 1) // 2 * (1 + is_tall)
        for stream, is_tall in zip(picture.streams, tall, strict=True)
    ]
    tops = [0, *accumulate(heights)]
    streams = [
        StreamView(
            Lead(speaker.say(stream.node.words), speaker.lead(stream.node.to)),
            speaker.say(stream.node.note),
            tuple(_springs(stream, beds, tops, number, speaker, is_tall=tall[number])),
            tall[number],
        )
        for number, stream in enumerate(picture.streams)
    ]
    return RiverDrawing(
        streams=tuple(streams),
        mouth=Lead(speaker.say(picture.mouth.words), speaker.lead(picture.mouth.to)),
        note=speaker.say(picture.mouth.note),
        key=speaker.words.get("picture_width", ""),
        width=WIDTH,
        height=ROW * (tops[-1] + 2),
    )


class _Beds:
    """The beds of the bands that flow already: each new one lies outside them, on its side."""

    def __init__(self, unit: float) -> None:
        self.unit = unit
        self.taken = {True: 0.0, False: 0.0}

    def next(self, count: int, *, is_left: bool) -> tuple[float, float]:
        """Return how far from the middle the band of a count runs, and how wide it is."""
        width = count * self.unit
        away = self.taken[is_left] + width / 2
        self.taken[is_left] += width
        return (-away if is_left else away), width


def _springs(
    stream: Stream,
    beds: _Beds,
    tops: Sequence[int],
    number: int,
    speaker: RiverSpeaker,
    *,
    is_tall: bool,
) -> Iterator[SpringView]:
    height = ROW * (1 + is_tall)
    for index, spring in enumerate(stream.springs):
        away, width = beds.next(len(spring.cites), is_left=index % 2 == 0)
        middle = ROW * (tops[number] + 1) + height * (index // 2) + height // 2
        yield SpringView(
            Lead(speaker.say(spring.words), speaker.lead(spring.to)),
            speaker.names(spring.term),
            len(spring.cites),
            _course(middle, away, tops, number),
            _short(width),
        )


def _course(middle: int, away: float, tops: Sequence[int], number: int) -> str:
    """From the bank into the bed, then down, swaying at each stream that comes in, and out into the delta.

    Below the bed all bands of a stream run alike: so they are told in steps from where they are.
    """
    edge, last = (_BANK if away < 0 else WIDTH - _BANK), len(tops) - 2
    step = _short(WIDTH // 2 + _sway(number) + away - edge)
    joined = f"M{edge} {middle}c{step} 0 {step} 40 {step} {_JOINING}"
    down = "".join(
        f"c0 {height // 2} {turn} {height // 2} {turn} {height}"
        for each in range(number, last)
        for height, turn in ((ROW * (tops[each + 2] - tops[each + 1]), _sway(each + 1) - _sway(each)),)
    )
    parted = _short(away * _DELTA / 100)
    return f"{joined}V{ROW * (tops[number + 1] + 1)}{down}c0 {ROW // 2} {parted} 40 {parted} {ROW}"


def _sway(number: int) -> int:
    return _SWAY if number % 2 else -_SWAY


def _short(number: float) -> str:
    return f"{round(number, 1):g}"
