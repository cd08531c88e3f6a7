"""Interface words that single editions have of their own, beside those of their language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.model import Edition, Site, Words
from sitegen.text.script.usages import find_usage

# Interface words by key, below the names of languages and of editions.
Sets = Mapping[str, Mapping[str, Words]]


def own_names(tag: str, language: str) -> tuple[str, ...]:
    """Return below which names editions may have own words, in small letters, the most general first.

    >>> own_names("zh-Hant-HK", "zh")
    ('zh-hant', 'zh-hant-hk')
    >>> own_names("en", "en")
    ()
    """
    parts = tag.lower().split("-")
    names = ("-".join(parts[:end]) for end in range(1, len(parts) + 1))
    return tuple(name for name in names if name != language.lower() and "-" in name)


def interface_of(site: Site, written: Sets, general: Sets) -> Sets:
    """Return the interface words of a site: those of each language, and by its tag what an edition has.

    `written` is what the site has, `general` what the project has for all that a site lacks: by language as
    the site writes that, by edition as its readers do. What no edition uses stays below its name.
    """
    languages = site.languages
    kept = (name for name in written if "-" not in name or name in nameless(written, site))
    found: dict[str, Mapping[str, Words]] = {
        each: {**general.get(each, {}), **written.get(each, {})} if each in languages else written[each]
        for each in dict.fromkeys((*languages, *kept))
    }
    for edition in site.editions:
        tag, language = str(edition.tag), str(edition.language)
        own = _named(written, edition, languages)
        # What the site itself says in the language is nearer than what the project says for such readers.
        said = written.get(language, {})
        lent = {key: each for key, each in _lent(general, edition).items() if key not in said}
        if tag not in languages and (own or lent):
            found[tag] = {**lent, **own}
    return found


def own_words(interface: Sets, edition: Edition) -> Mapping[str, Words]:
    """Return the words that `edition` has of its own in an interface as `interface_of` returns it."""
    return {} if edition.tag == edition.language else interface.get(str(edition.tag), {})


def nameless(written: Sets, site: Site) -> Iterator[str]:
    """Yield the names of sets that are no edition's; a language may have words before it has an edition."""
    known = {name for each in site.editions for name in own_names(each.tag, each.language)}
    yield from (
        name for name in written if "-" in name and name not in site.languages and name.lower() not in known
    )


def _named(written: Sets, edition: Edition, languages: tuple[str, ...]) -> dict[str, Words]:
    """What stands below names of the edition; that below a more exact one wins."""
    own: dict[str, Words] = {}
    for name in own_names(edition.tag, edition.language):
        for each, words in written.items():
            if each.lower() == name and each not in languages:
                own |= words
    return own


def _lent(general: Sets, edition: Edition) -> dict[str, Words]:
    """What the project has for readers of the same usage: Macau, for one, reads what is for Hong Kong."""
    usage = find_usage(edition.tag)
    lent: dict[str, Words] = {}
    for name, words in general.items():
        written_for = find_usage(name) if "-" in name else None
        if usage is not None and written_for is not None and usage.forms == written_for.forms:
            lent |= words
    return lent
