"""How one edition says what authors wrote."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property

import opencc

from sitegen.facts.voices.naming import About, about, filled, filled_beside
from sitegen.facts.voices.own_words import own_words
from sitegen.model import Conversion, Edition, PageConversion, Site, SourceDocument, Term, Words
from sitegen.text.script.conversion import converter
from sitegen.text.script.usages import ends_simplified
from sitegen.text.script.writing import Writing
from sitegen.text.words import fill_in
from sitegen.values import Derives, Shared, dataclass
from sitegen.views import DateView


@dataclass(frozen=True)
class Voices:
    """What of a site decides how its editions speak; `make_voices` gives it."""

    about: About
    # The interface words of each language, and those that editions have of their own, by their names.
    interface: Mapping[str, Mapping[str, Words]]
    conversion: Conversion
    # What editions say for terms: the names of a term by language, its forms by the names of editions.
    forms: tuple[tuple[Mapping[str, Words], Mapping[str, Words]], ...]

    def of(self, edition: Edition) -> Voice:
        """Return the voice of one edition."""
        words = self.interface.get(str(edition.language), {})
        own = own_words(self.interface, edition)
        return Voice(edition, words, own, self.about, _writing(edition, self.conversion, self.forms))


def make_voices(
    site: Site,
    interface: Mapping[str, Mapping[str, Words]],
    conversion: Conversion,
    terms: Iterable[Term],
    documents: Collection[SourceDocument],
) -> Voices:
    """Return what decides how the editions of `site` speak: no explanation of a term, no text of a source."""
    forms = tuple((term.names, term.forms) for term in terms if term.forms)
    return Voices(about(site, documents), interface, conversion, forms)


@dataclass(frozen=True)
class Voice(Derives, Shared):
    """Says authors' words in one edition: the right language, converted where the edition is."""

    edition: Edition
    # The interface words of its language, as they are written, and its own, which are not converted.
    interface: Mapping[str, str]
    own: Mapping[str, str]
    # What they say of the site.
    about: About
    # How the edition writes; None where it takes the text as it is.
    writing: Writing | None

    @property
    def language(self) -> str:
        """The language in which authors write for the edition."""
        return str(self.edition.language)

    def say(self, words: str) -> str:
        """Return `words` as the edition writes them."""
        return self._say(words) if self.writing else str(words)

    def quote(self, words: str) -> str:
        """Return `words` of a source: in the script of the edition, but in no other vocabulary."""
        return self._quote(words) if self.writing else str(words)

    # Names and labels are said on every page.
    @cached_property
    def _say(self) -> Callable[[str], str]:
        assert self.writing is not None
        return cache(self.writing.text)

    @cached_property
    def _quote(self) -> Callable[[str], str]:
        assert self.writing is not None
        return cache(replace(self.writing, words={}).text)

    def back(self, words: str) -> str:
        """Return what OpenCC makes of the edition's `words` in the other direction.

        The edition is one that is derived from Simplified: only there each character has one way back.
        """
        return str(_to_simplified(str(self.edition.profile)).convert(words))

    def on_page(self, rules: PageConversion) -> Writing | None:
        """Return how the edition writes on a page with `rules`; None where it takes the text as it is."""
        if self.writing is None:
            return None
        words = {str(word): str(word) for word in rules.keep}
        words |= {word: str(written) for word, written in rules.words.items()}
        for name in rules.editions:
            if name.lower() in self.edition.names:
                words |= {word: str(written) for word, written in rules.editions[name].items()}
        return replace(self.writing, words={**self.writing.words, **words}) if words else self.writing

    def title(self, words: Words, rules: PageConversion) -> str:
        """Return `words` of the front matter of a page with `rules`."""
        writing = self.on_page(rules)
        return writing.text(words) if writing else str(words)

    def choose(self, words: Mapping[str, Words] | None) -> str:
        """Return what is written in the edition's language, or ""."""
        return self.say(words[self.language]) if words and self.language in words else ""

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The interface words of the edition before anything is filled in."""
        return {**{key: self.say(words) for key, words in self.interface.items()}, **self.own}

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The interface words of the edition."""
        has_own_words = self.writing is not None and bool(self.writing.words)
        return filled(self.said, self.about, self.edition, has_own_words=has_own_words)

    @cached_property
    def beside(self) -> Mapping[str, Mapping[str, str]]:
        """The interface words that name two languages, by the partner’s language."""
        partners = [each for each in self.about.languages if each != self.language]
        return {each: filled_beside(self.said, self.about, self.edition, each) for each in partners}

    def date(self, date: datetime.date) -> DateView:
        """Return `date` as the interface words `date` and `months` say that the language writes it."""
        months = self.words.get("months", "").split()
        parts = {
            "year": date.year,
            "month": date.month,
            "day": date.day,
            "month_name": months[date.month - 1] if len(months) == 12 else date.month,
        }
        words = fill_in(self.words.get("date", "{year}-{month}-{day}"), parts)
        return DateView(date.isoformat(), words)


def _is_curly(edition: Edition) -> bool:
    """Tell whether corner brackets become curly: where an edition says so, and by itself in Simplified."""
    return edition.quotation_marks == "curly" or (
        edition.quotation_marks is None and ends_simplified(str(edition.profile))
    )


@cache
def _to_simplified(profile: str) -> opencc.OpenCC:
    return opencc.OpenCC({"s2hk": "hk2s", "s2tw": "tw2s"}[profile])


def _writing(
    edition: Edition,
    conversion: Conversion,
    forms: Iterable[tuple[Mapping[str, Words], Mapping[str, Words]]],
) -> Writing | None:
    if edition.profile is None:
        return None
    glyphs = conversion.glyphs.get(edition.profile, {})
    phrases = dict(conversion.phrases)
    for name, words in conversion.editions.items():
        if name.lower() in edition.names:
            phrases |= words
    own = {
        str(names[edition.language]): str(form)
        for names, written in forms
        if edition.language in names
        for name, form in written.items()
        if name.lower() in edition.names
    }
    return Writing(
        convert=converter(str(edition.profile), phrases, glyphs),
        words=own,
        has_corner_marks=edition.quotation_marks == "corner",
        has_curly_marks=_is_curly(edition),
        names=edition.names,
    )
