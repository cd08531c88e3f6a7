"""What bodies say of the term base: first mentions become links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property

from sitegen.model import Glossary, Term
from sitegen.text.body.body import Body
from sitegen.text.body.flat import plain_text
from sitegen.text.body.mentions import link_mentions
from sitegen.text.languages import CONVERTED
from sitegen.text.spelling.pinyin import fold
from sitegen.text.words import Names
from sitegen.values import Derives, Shared, dataclass

# Headings with an id: that, and what they say.
Headings = tuple[tuple[str, str], ...]


def term_names(terms: Iterable[Term], language: str) -> Names:
    """Return the names by which running text in `language` mentions `terms`; of two terms the first wins.

    Terms whose words have an everyday meaning too are not among them.
    """
    telling = [term for term in terms if not term.common]
    ids = {str(name): str(term.id) for term in reversed(telling) for name in term.names_in(language)}
    return Names(ids, language)


@dataclass(frozen=True)
class Naming(Derives, Shared):
    """How pages may name terms: the term base without what it says of them."""

    # By id.
    terms: Mapping[str, Term]

    def mentioned(self, language: str) -> Names:
        """Return the names by which running text in `language` mentions terms."""
        return self._mentioned(language)

    def avoided(self, language: str) -> tuple[Names, Mapping[str, Term]]:
        """Return how to find words to avoid, though not inside approved names (""), and whose each is."""
        return self._avoided(language)

    @cached_property
    def _mentioned(self) -> Callable[[str], Names]:
        return cache(lambda language: term_names(self.terms.values(), language))

    @cached_property
    def _avoided(self) -> Callable[[str], tuple[Names, Mapping[str, Term]]]:
        return cache(self._find_avoided)

    def _find_avoided(self, language: str) -> tuple[Names, Mapping[str, Term]]:
        known = self.terms.values()
        terms = {str(word): term for term in known for word in term.avoid.get(language, ())}
        approved = {str(name): "" for term in known for name in term.names_in(language)}
        return Names({**approved, **{word: word for word in terms}}, language), terms

    @cached_property
    def spelled(self) -> Mapping[str, Sequence[Term]]:
        """The terms by their readings in pinyin, without tones and marks."""
        found: dict[str, list[Term]] = {}
        for term in self.terms.values():
            if (pinyin := term.readings.get(CONVERTED)) is not None:
                found.setdefault(fold(pinyin), []).append(term)
        return found


def make_naming(glossary: Glossary) -> Naming:
    """Return how pages may name the terms of a glossary."""
    return Naming({id_: _without_words(term) for id_, term in glossary.terms.items()})


def _without_words(term: Term) -> Term:
    """A term without what is said of it, so that it stays the same while sentences change."""
    return replace(
        term,
        explanation={},
        alternatives=(),
        paragraphs=(),
        page=None,
        related=(),
        basis=(),
        outside=(),
        forms={},
    )


def link_terms(body: Body, names: Names) -> Body:
    """Return `body` with the first mention of each term linked, if its author links none."""
    return link_mentions(body, names, body.terms())


def headings_of(body: Body) -> Headings:
    """Return what the headings of a body say that can be led to."""
    return tuple((each.id, plain_text(each.run.items)) for each in body.headings() if each.id)


def heading_of(headings: Headings, term: Term, language: str) -> str:
    """Return the id of the first of `headings`, of a page in `language`, that has a name of `term`, or ""."""
    known = term.names_in(language)
    for id_, words in headings:
        text = words.casefold()
        # One name at a time: it may be part of a longer one, of another term.
        names = [name.casefold() for name in known if name.casefold() in text]
        if any(any(Names({name: ""}, language).find(text)) for name in names):
            return id_
    return ""
