"""What interface words say of this site: its languages, those of its sources, what is made from what.

A word such as `written in {own}` is filled in from the site’s editions and documents before it is converted.
What stands in other braces, such as `{date}`, is filled in later and stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sitegen.expressions import lazy_regex
from sitegen.facts.documents import rendered_in, written_in
from sitegen.model import Edition, Site, SourceDocument
from sitegen.text.languages import language_of
from sitegen.values import dataclass

_FACT = lazy_regex(r"\{([a-z_]+)\}")
# What names the two languages of a page that shows both.
_COUPLE = frozenset({"ours", "theirs", "beside", "ours_short", "theirs_short", "reading"})
# Words that only some languages need, for their grammar: an article, a short form, what may be typed.
_GRAMMAR = lazy_regex(r"(?:a|short|ways|region|list)_.*")
_ITEM = lazy_regex(r"\s*\|\s*")


def is_grammar(key: str) -> bool:
    """Tell whether the interface word `key` is for the grammar of some languages, and may be missing.

    >>> is_grammar("ways_zh"), is_grammar("search")
    (True, False)
    """
    return _GRAMMAR.fullmatch(key) is not None


@dataclass(frozen=True, slots=True)
class About:
    """What interface words say of a site."""

    editions: tuple[Edition, ...]
    languages: tuple[str, ...]
    # How many documents it explains, into which language it renders them, and in which they are written.
    documents: int
    rendered_in: str
    written_in: tuple[str, ...]


def about(site: Site, documents: Collection[SourceDocument]) -> About:
    """Return what interface words say of `site`, which explains `documents`."""
    languages = site.languages
    rendered, written = rendered_in(documents, languages), written_in(documents, languages)
    return About(site.editions, languages, len(documents), rendered, written)


def filled(
    words: Mapping[str, str],
    site: About,
    edition: Edition,
    *,
    has_own_words: bool = False,
) -> Mapping[str, str]:
    """Return the interface `words` of an edition with what they say of the site and its sources filled in.

    An edition that is converted `has_own_words` where it has other words than its original, not only other
    characters.
    """
    facts = _Facts(words, site, edition, has_own_words=has_own_words).all()
    return {key: _fill(text, facts) for key, text in words.items()}


def filled_beside(
    words: Mapping[str, str],
    site: About,
    edition: Edition,
    partner: str,
) -> Mapping[str, str]:
    """Return those interface `words` that name two languages, for pages that show `partner` too."""
    naming = {key: text for key, text in words.items() if _COUPLE & {*_FACT.findall(text)}}
    facts = _Facts(words, site, edition, partner).all()
    return {key: _fill(text, facts) for key, text in naming.items()}


def couple_of(languages: tuple[str, ...], language: str, partner: str = "") -> tuple[str, str]:
    """Return `language`, and its partner or the first of all `languages` that it may have.

    >>> couple_of(("zh", "en", "fr"), "fr"), couple_of(("zh", "en", "fr"), "fr", "en")
    (('fr', 'zh'), ('fr', 'en'))
    """
    return language, partner or next((each for each in languages if each != language), language)


def _fill(text: str, facts: Mapping[str, str]) -> str:
    return _FACT.sub(lambda found: facts.get(found[1], found[0]), text)


class _Facts:
    """The facts of one edition, in the words of its language."""

    def __init__(
        self,
        words: Mapping[str, str],
        site: About,
        edition: Edition,
        partner: str = "",
        *,
        has_own_words: bool = False,
    ) -> None:
        self.words, self.edition, self.partner = words, edition, partner
        self.has_own_words = has_own_words
        self.editions, self.languages = site.editions, site.languages
        self.site = site

    def all(self) -> Mapping[str, str]:
        """Return what stands for each name in braces."""
        ours, theirs = couple_of(self.languages, str(self.edition.language), self.partner)
        rendering = self.site.rendered_in
        # What is shown above words, of whichever of the two has it.
        spelled = [language_of(each).reading for each in (ours, theirs)] if ours != theirs else []
        readings = [each.name for each in spelled if each and each.is_above]
        facts = {
            "own": self._written(),
            "original": self._written(),
            "ours": self._language(ours),
            "theirs": self._language(theirs),
            "beside": self._language(theirs),
            "ours_short": self.words.get(f"short_{ours}", self._language(ours)),
            "theirs_short": self.words.get(f"short_{theirs}", self._language(theirs)),
            "rendering": self._language(rendering),
            "a_rendering": self.words.get(f"a_{rendering}", self._language(rendering)),
            "reading": self.words.get(f"reading_{readings[0]}", readings[0]) if readings else "",
            "ways": self._ways(),
            "texts": self._texts(),
            "regions": self._regions(),
        }
        return {**facts, **self._provenance(facts)}

    def _provenance(self, facts: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is made from this edition, what says the same, and what the sources are written in."""
        language = str(self.edition.language)
        others = [each for each in self.languages if each != language]
        sources = self.site.written_in
        scripts = {_script(str(each.tag)) for each in self._converted()}
        own = {
            "languages": self._listed(map(self._language, others)),
            "documents": self._listed(map(self._language, sources)),
            "scripts": "".join(self.words.get(f"script_{each}", each) for each in sorted(scripts)),
            **facts,
        }

        def part(key: str, is_so: object) -> str:
            return _fill(self.words.get(key, ""), own) if is_so else ""

        many = "_many" if len(others) > 1 else ""
        whose = "own_" if set(sources) <= {language} else ""
        return {
            **own,
            # Where both scripts are derived, one of them has the name of the edition’s own.
            "conversions": part(f"provenance_conversions{'_many' if len(scripts) > 1 else ''}", scripts),
            "wording": part(f"provenance_{'own' if self.has_own_words else 'same'}_words", True),
            "partners": part(f"provenance_partners{many}", others),
            "sources": part(f"provenance_{whose}sources", sources),
        }

    def _converted(self) -> Iterable[Edition]:
        return (each for each in self.editions if each.profile and each.language == self.edition.language)

    def _language(self, language: str) -> str:
        row = language_of(language)
        return self.words.get(f"language_{row.tag}", row.name or language)

    def _written(self) -> str:
        """The language of the edition, or of what it is converted from, with its script if it has two."""
        same = (each for each in self.editions if each.language == self.edition.language and not each.profile)
        tag = str(next(same, self.edition).tag)
        return self.words.get(f"written_{_script(tag)}", "") or self._language(str(self.edition.language))

    def _ways(self) -> str:
        """What may be typed to search, by language, the reader’s own first."""
        language = str(self.edition.language)
        order = dict.fromkeys((language, *self.languages))
        ways = (self.words.get(f"ways_{each}", self._language(each)) for each in order)
        return self._listed((way for each in ways for way in _ITEM.split(each)), "list_or")

    def _texts(self) -> str:
        """How many documents there are, as a word of the language says it."""
        count = self.site.documents
        numbers = _ITEM.split(self.words.get("numbers", ""))
        number = numbers[count - 1] if 0 < count <= len(numbers) else str(count)
        return self.words.get("texts_one" if count == 1 else "texts_many", "").replace("{number}", number)

    def _regions(self) -> str:
        """What is converted, by region; where one of these editions is for no region, all by one word."""
        tags = [str(each.tag).rpartition("-")[2].lower() for each in self._converted()]
        named = [self.words.get(f"region_{each}", "") for each in tags]
        return "".join(named) if all(named) else self.words.get("region_others", "")

    def _listed(self, words: Iterable[str], last: str = "list_and") -> str:
        *before, end = [*words] or [""]
        listed = self.words.get("list_comma", ", ").join(before)
        return f"{listed}{self.words.get(last, ' ')}{end}" if before else end


def _script(tag: str) -> str:
    """Return the script that a BCP 47 tag names, in small letters, or ""."""
    return next((part.lower() for part in tag.split("-")[1:] if len(part) == 4), "")
