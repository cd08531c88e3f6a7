"""Editions whose pages stand beside those of an edition of another language, and what leads to these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sitegen.facts.addresses import Addresses, beside, bilingual_key
from sitegen.model import Edition, Site
from sitegen.plan.pages.texts import Texts
from sitegen.values import Derives, dataclass
from sitegen.views import Frame
from sitegen.views.lists import PairLink


@dataclass(frozen=True, slots=True)
class Couple:
    """The editions of one language whose pages stand beside those of `theirs`, an edition of another."""

    ours: tuple[Edition, ...]
    theirs: Edition
    # The last step of the addresses of such pages.
    step: str

    def key(self, key: str) -> str:
        """Return the key under which the page `key` stands with its partner."""
        return bilingual_key(key, self.step)

    @property
    def language(self) -> str:
        """The language that comes first."""
        return str(self.ours[0].language)


def find_couples(settings: Site) -> tuple[Couple, ...]:
    """Return which editions stand beside one another, those that come first in the order of the site."""
    of = {each: [one for one in settings.editions if one.language == each] for each in settings.languages}
    return tuple(
        Couple(tuple(editions), theirs, step)
        for language, editions in of.items()
        for step, theirs in beside(settings, language)
    )


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
        """Return what leads from the page `key` of the edition of `frame` to itself beside partners.

        One for each language: where several editions of it may stand there, the first, and all by their tags.
        """
        couples = [
            couple for couple, paired in self._paired if key in paired and frame.edition in couple.ours
        ]
        by_language: dict[str, dict[str, str]] = {}
        for couple in couples:
            urls = by_language.setdefault(str(couple.theirs.language), {})
            urls[str(couple.theirs.tag)] = self.addresses.url(couple.key(key), frame.edition)
        return tuple(
            PairLink(
                frame.beside[language].get("bilingual_link", ""),
                next(iter(urls.values())),
                urls if len(urls) > 1 else {},
            )
            for language, urls in by_language.items()
        )

    def beside(self, couple: Couple, key: str, edition: Edition) -> str:
        """Return where the page `key` of `edition` stands beside the first language of `couple`, or alone."""
        for each, paired in self._paired:
            if key in paired and edition in each.ours and each.theirs in couple.ours:
                return self.addresses.url(each.key(key), edition)
        return self.addresses.url(key, edition)

    def others(self, couple: Couple, key: str, edition: Edition) -> tuple[tuple[Edition, str], ...]:
        """Return the editions of the other language that may stand beside the page, each with the URL."""
        return tuple(
            (each.theirs, self.addresses.url(each.key(key), edition))
            for each, paired in self._paired
            if key in paired and edition in each.ours and each.theirs.language == couple.theirs.language
        )


def find_links(couples: Iterable[Couple], addresses: Addresses, texts: Mapping[str, Texts]) -> PairLinks:
    """Return where pages stand beside their partners."""
    known = tuple(couples)
    return PairLinks(known, tuple(_paired(each, texts) for each in known), addresses)


def _paired(couple: Couple, texts: Mapping[str, Texts]) -> tuple[str, ...]:
    """The keys of the pages that have a partner."""
    return tuple(key for key in texts[str(couple.theirs.tag)] if key in texts[str(couple.ours[0].tag)])
