"""Rules for what a site says of itself and how it looks, which `content/site.yaml` has."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.expressions import lazy_regex
from sitegen.model import BANDS, MARKS, PROMISES, Diagnostic, Place, Site
from sitegen.rules import STATEMENT, THEME
from sitegen.text.nearest import nearest

_COLOUR = lazy_regex("#[0-9A-Fa-f]{6}")


def check_statements(site: Site) -> Iterator[Diagnostic]:
    """What pages say of the site is known, whom they say it speaks for is named, and its look is one."""
    for name in site.promises:
        if name not in PROMISES:
            yield STATEMENT(name.place, "promise", name=name, known=PROMISES, near=nearest(name, PROMISES))
    language = site.authoritative
    if language is not None and language not in site.languages:
        yield STATEMENT(language.place, "language", name=language, known=site.languages)
    if site.official and not site.publisher:
        yield STATEMENT(Place("content/site.yaml"), "official")
    for licence in (site.licences.text, site.licences.code):
        if licence is not None and licence.url is not None and not licence.url.startswith("https://"):
            yield STATEMENT(licence.url.place, "address", address=licence.url)
    yield from _check_theme(site)


def _check_theme(site: Site) -> Iterator[Diagnostic]:
    """Colours can be read, and what is to be shown is known."""
    theme = site.theme
    for colour in (theme.accent, theme.second):
        for value in (colour.light, colour.dark) if colour else ():
            if not _COLOUR.fullmatch(value):
                yield THEME(value.place, "colour", name=value)
    if theme.mark is not None and theme.mark not in MARKS:
        yield THEME(theme.mark.place, "mark", name=theme.mark, known=MARKS, near=nearest(theme.mark, MARKS))
    if theme.band is not None and theme.band not in BANDS:
        yield THEME(theme.band.place, "band", name=theme.band, known=BANDS, near=nearest(theme.band, BANDS))
