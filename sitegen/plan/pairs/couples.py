"""Editions whose pages stand beside those of an edition of another language, and what leads to these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from sitegen.facts.addresses import Addresses, beside_key
from sitegen.model import Edition, Site
from sitegen.plan.pages.texts import Texts
from sitegen.values import dataclass
from sitegen.views import Frame
from sitegen.views.lists import Links, PairLink


@dataclass(frozen=True, slots=True)
class Couple:
    """The editions of one language whose pages stand beside those of `theirs`, an edition of another."""

    # All languages of the site, in order.
    languages: tuple[str, ...]
    ours: tuple[Edition, ...]
    theirs: Edition

    def key(self, key: str) -> str:
        """Return the key under which the page `key` stands with its partner."""
        return beside_key(key, self.languages, str(self.ours[0].language), str(self.theirs.language))

    def partner(self, edition: Edition) -> str:
        """Return the language that stands beside that of `edition`, or "" where it is of neither."""
        one, other = str(self.ours[0].language), str(self.theirs.language)
        return {one: other, other: one}.get(str(edition.language), "")


def find_couples(settings: Site) -> tuple[Couple, ...]:
    """Return which editions stand beside one another: those of each language, and the first of each later."""
    languages = settings.languages
    of = {each: [one for one in settings.editions if one.language == each] for each in languages}
    return tuple(Couple(languages, tuple(of[one]), of[other][0]) for one, other in combinations(languages, 2))


def find_links(
    couples: Iterable[Couple], addresses: Addresses, frames: Mapping[str, Frame], texts: Mapping[str, Texts]
) -> Links:
    """Return where pages stand beside their partners, couple by couple.

    A page of the later language leads to the bilingual page of the first edition of the couple.
    """
    links: dict[tuple[str, str], tuple[PairLink, ...]] = {}
    for couple in couples:
        for frame in (each for each in frames.values() if couple.partner(each.edition)):
            words = frame.beside[couple.partner(frame.edition)]
            for key in _paired(couple, texts):
                at = str(frame.edition.tag), key
                link = _link(couple, addresses, frame.edition, key, words.get("bilingual_link", ""))
                links[at] = (*links.get(at, ()), link)
    return links


def _link(couple: Couple, addresses: Addresses, edition: Edition, key: str, label: str) -> PairLink:
    urls = {str(each.tag): addresses.url(couple.key(key), each) for each in couple.ours}
    own = urls.get(str(edition.tag))
    if own is None:
        return PairLink(label, urls[str(couple.ours[0].tag)], urls)
    return PairLink(label, own, {})


def _paired(couple: Couple, texts: Mapping[str, Texts]) -> Iterable[str]:
    """The keys of the pages that have a partner."""
    return [key for key in texts[str(couple.theirs.tag)] if key in texts[str(couple.ours[0].tag)]]
