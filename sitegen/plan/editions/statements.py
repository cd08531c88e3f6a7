"""What a site says of itself on every page, as far as its settings give ground for it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.facts.voices.voice import Voice
from sitegen.model import PROMISES, Site
from sitegen.text.languages import language_of
from sitegen.text.words import fill_in
from sitegen.views import LicenceView


def statements(site: Site, voice: Voice) -> tuple[str, ...]:
    """Return who stands behind the site, and which of its languages holds, sentence by sentence."""
    return tuple(filter(None, _statements(site, voice)))


def _statements(site: Site, voice: Voice) -> Iterator[str]:
    words = voice.words
    if site.publisher:
        yield fill_in(words.get("publisher", ""), {"publisher": voice.choose(site.publisher)})
    if site.official is not None:
        yield words.get("official" if site.official else "unofficial", "")
    if site.authoritative:
        language = language_of(str(site.authoritative))
        named = words.get(f"language_{language.tag}", language.name)
        yield fill_in(words.get("authoritative", ""), {"language": named})


def promises(site: Site, voice: Voice) -> tuple[str, ...]:
    """Return what the site promises its readers, in the order of `PROMISES`."""
    words = voice.words
    kept = " " + words.get("offline_privacy", "") if site.offline and "privacy" in site.promises else ""
    said = {**words, "privacy": f"{words.get('privacy', '')}{kept}".strip()}
    return tuple(said.get(each, "") for each in PROMISES if each in site.promises)


def licences(site: Site, voice: Voice) -> tuple[LicenceView, ...]:
    """Return the terms that the site names, that of its text first."""
    named = (("licence_text", site.licences.text), ("licence_code", site.licences.code))
    return tuple(
        LicenceView(
            fill_in(voice.words.get(key, ""), {"name": str(licence.name)}),
            str(licence.url or ""),
            is_of_text=key == "licence_text",
        )
        for key, licence in named
        if licence is not None
    )
