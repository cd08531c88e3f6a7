"""Rules for how a page reads: short, with few marks, saying what there is."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.prose.texture import Counted, texture_of
from sitegen.facts.slices import Pages
from sitegen.model import Diagnostic, Page, Style, Texture
from sitegen.rules import HEAVY_READING
from sitegen.text.body.blocks import RunBlock


def check_texture(pages: Pages, style: Style) -> Iterator[Diagnostic]:
    """A page is as long, cites, denies, quotes and begins alike no more than `style.yaml` allows."""
    looked_up = frozenset(map(str, style.looked_up))
    for page in pages.values():
        limits = style.texture.get(page.language)
        if limits is not None and page.front.template is None:
            counted = texture_of(page, limits)
            yield from _check_page(page, counted, limits, is_read=page.key not in looked_up)
            yield from _check_runs(page, counted, limits)


def _check_page(page: Page, counted: Counted, limits: Texture, *, is_read: bool) -> Iterator[Diagnostic]:
    found = (
        ("length", counted.length, limits.length if is_read else None),
        ("marks", counted.marks_in_thousand, limits.marks if is_read else None),
        ("denials", counted.denials_in_hundred, limits.denials),
    )
    for case, count, most in found:
        if most is not None and count > most:
            yield HEAVY_READING(page.front.title.place, case, count=count, most=most)


def _check_runs(page: Page, counted: Counted, limits: Texture) -> Iterator[Diagnostic]:
    blocks = {block.run.number: block for block in page.body.every_block if isinstance(block, RunBlock)}
    for run, count in counted.quotations.items():
        if limits.quotations is not None and count > limits.quotations:
            yield HEAVY_READING(page.line(blocks[run]), "quotations", count=count, most=limits.quotations)
    for each in counted.alike:
        if limits.alike is not None and each.count > limits.alike:
            place, most = page.line(blocks[each.run]), limits.alike
            yield HEAVY_READING(place, "alike", count=each.count, words=each.words, most=most)
