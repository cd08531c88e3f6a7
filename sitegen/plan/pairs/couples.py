"""Editions whose pages stand beside those of an edition of another language, and what leads to these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from sitegen.facts.addresses import Addresses, beside_key
from sitegen.model import Edition, Site
from sitegen.plan.pages.texts import Texts
from sitegen.values import Derives, dataclass
from sitegen.views import Frame
from sitegen.views.lists import PairLink


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


@dataclass(frozen=True)
class PairLinks(Derives):
    """Where pages stand beside their partners: couples, and for each the keys of what has a partner."""

    couples: tuple[Couple, ...]
    keys: tuple[tuple[str, ...], ...]
    addresses: Addresses

    @cached_property
    def _paired(self) -> Sequence[tuple[Couple, frozenset[str]]]:
        return [*zip(self.couples, map(frozenset, self.keys), strict=True)]

    def of(self, key: str, frame: Frame) -> tuple[PairLink, ...]:
        """Return what leads from the page `key` of the edition of `frame` to itself beside a partner.

        A page of the later language leads to the bilingual page of the first edition of the couple.
        """
        return tuple(
            self._link(couple, frame, key)
            for couple, paired in self._paired
            if key in paired and couple.partner(frame.edition)
        )

    def _link(self, couple: Couple, frame: Frame, key: str) -> PairLink:
        label = frame.beside[couple.partner(frame.edition)].get("bilingual_link", "")
        urls = {str(each.tag): self.addresses.url(couple.key(key), each) for each in couple.ours}
        own = urls.get(str(frame.edition.tag))
        if own is None:
            return PairLink(label, urls[str(couple.ours[0].tag)], urls)
        return PairLink(label, own, {})


def find_links(couples: Iterable[Couple], addresses: Addresses, texts: Mapping[str, Texts]) -> PairLinks:
    """Return where pages stand beside their partners."""
    known = tuple(couples)
    return PairLinks(known, tuple(_paired(each, texts) for each in known), addresses)


def _paired(couple: Couple, texts: Mapping[str, Texts]) -> tuple[str, ...]:
    """The keys of the pages that have a partner."""
    return tuple(key for key in texts[str(couple.theirs.tag)] if key in texts[str(couple.ours[0].tag)])
