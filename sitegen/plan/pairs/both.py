"""Two texts as one, block beside block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitegen.facts.pairs.side_by_side import align
from sitegen.facts.voices.voice import Voice
from sitegen.plan.pages.html import Material, slots
from sitegen.text.body.body import Body
from sitegen.text.body.inline import Image
from sitegen.text.body.readings import add_readings, stated_readings, without_originals
from sitegen.text.html.paired import paired_html
from sitegen.text.languages import language_of
from sitegen.text.readings import PINYIN
from sitegen.text.spelling.above import Readings
from sitegen.views import Html

# What readings of an edition are called, and those of its words that have one.
Spelled = tuple[str, Mapping[str, str]]

# Goes into the ids of the partner's footnotes.
_OTHERS = "-other-"


def both_html(
    bodies: tuple[Body, Body],
    images: tuple[Sequence[Image], Sequence[Image]],
    voices: tuple[Voice, Voice],
    our_words: Mapping[str, str],
    their_words: Mapping[str, str],
    spelled: tuple[Spelled, Spelled],
    material: Material,
) -> Html:
    """Return two texts as HTML, block beside block; `images` are the pictures in them that are drawn.

    The words are the interface words; `spelled` tells how words are read, on either side. What
    one text says in the words of the other, which stands beside it, is left out.
    """
    ours, theirs = (
        _beside(body, other, voice, words)
        for body, other, voice, words in zip(bodies, reversed(bodies), voices, spelled, strict=True)
    )
    pairs = align(ours, theirs)
    mine = material.side(voices[0].edition, our_words, slots(images[0]))
    others = material.side(voices[1].edition, their_words, slots(images[1], len(images[0])))
    # What holds both languages has the id of a heading.
    return Html(
        paired_html(pairs, replace(mine, has_ids=False), replace(others, has_ids=False, mark=_OTHERS))
    )


def _beside(body: Body, other: Body, voice: Voice, spelled: Spelled) -> Body:
    """A text as it stands beside the other: with readings, or without the words that are from there."""
    if not language_of(voice.language).has_spaces:
        kind, words = spelled
        # One kind above all words; where Taiwan reads a quotation otherwise, nobody could say so.
        stated = stated_readings(other) if kind == PINYIN.name else ()
        quoted = {voice.quote(each): pinyin for each, pinyin in stated}
        return add_readings(body, Readings(words, quoted, kind))
    return without_originals(body) if not language_of(other.language).has_spaces else body
