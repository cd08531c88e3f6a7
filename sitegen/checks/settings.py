"""Rules for `site.yaml`, `interface.yaml` and `conversion.yaml`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse
from string import Formatter
from urllib.parse import urlsplit

from sitegen.facts.documents import written_in
from sitegen.facts.naming import is_grammar
from sitegen.facts.web import is_mail, why_not
from sitegen.model import Diagnostic, Library, Place, Term, Words
from sitegen.text.languages import language_of
from sitegen.text.markdown.parse import LANGUAGE_TAG
from sitegen.text.nearest import did_you_mean
from sitegen.text.script.conversion import PROFILES

# What the generator itself fills into interface words; what templates fill in, they say themselves.
FILLED_IN = {
    "date": ("year", "month", "day", "month_name"),
    "report_subject": ("title",),
    "offer": ("edition",),
    "source_summary": ("document",),
    "picture_count": ("mentions", "pages"),
}
_PREFIX = re.compile(r"[a-z0-9][a-z0-9-]*")
_HOST = re.compile(r"[a-z0-9.-]+|[0-9a-f:.]+")
_BASE_PATH = re.compile(r"/([A-Za-z0-9_~.-]+/)*")
_TAKEN_PREFIXES = ("assets",)


def check_site(library: Library) -> Iterator[Diagnostic]:
    """The base URL and the contact are addresses that links can be made of."""
    base = library.site.base_url
    try:
        parts = urlsplit(base)
        is_good = parts.scheme in ("https", "http") and bool(_HOST.fullmatch(parts.hostname or ""))
        is_good = is_good and parts.port != 0 and bool(_BASE_PATH.fullmatch(parts.path))
    except ValueError:
        is_good = False
    else:
        is_good = is_good and not parts.query and not parts.fragment
    if not is_good:
        message = f"`{base}` is not the address of a home page"
        yield Diagnostic(base.place, "base-url", message, "Write it with https:// and a slash at the end.")
    contact = library.site.contact
    if not is_mail(contact) and (not contact.startswith("https:") or why_not(contact)):
        message = f"readers cannot write to `{contact}`"
        yield Diagnostic(
            contact.place, "contact", message, "Write mailto:name@example.org or an https: address."
        )


def check_editions(library: Library) -> Iterator[Diagnostic]:
    """Each edition has a tag and a prefix of its own, and a profile that exists."""
    editions = library.site.editions
    if not editions:
        place = Place("content/site.yaml")
        yield Diagnostic(place, "editions", "no edition is listed", "List one edition at the least.")
    for name in ("tag", "prefix"):
        counts = Counter(str(getattr(edition, name)).lower() for edition in editions)
        for edition in editions:
            value: Words = getattr(edition, name)
            if counts[value.lower()] > 1:
                message = f"two editions have the {name} `{value}`"
                yield Diagnostic(value.place, "editions", message, "Give each a name of its own.")
    for edition in editions:
        if edition.language not in library.site.written:
            known = library.site.written
            hint = did_you_mean(edition.language, known, f"Languages are: {', '.join(known)}.")
            message = f"nothing is written in the language `{edition.language}`"
            yield Diagnostic(edition.language.place, "editions", message, hint)
        if not LANGUAGE_TAG.fullmatch(edition.tag):
            message = f"`{edition.tag}` is no language tag"
            yield Diagnostic(
                edition.tag.place, "editions", message, "Write a BCP 47 tag such as zh-Hans or en."
            )
        if not _PREFIX.fullmatch(edition.prefix) or edition.prefix in _TAKEN_PREFIXES:
            message = f"`{edition.prefix}` cannot be the folder of an edition"
            hint = f"Use a-z, 0-9 and hyphens, and not: {', '.join(_TAKEN_PREFIXES)}."
            yield Diagnostic(edition.prefix.place, "editions", message, hint)
        if edition.profile is not None and edition.profile not in PROFILES:
            hint = did_you_mean(edition.profile, PROFILES, f"Known are: {', '.join(PROFILES)}.")
            message = f"the profile `{edition.profile}` is not known"
            yield Diagnostic(edition.profile.place, "editions", message, hint)
    tags = [str(edition.tag) for edition in editions]
    for tag in library.site.x_default:
        if tag not in tags:
            hint = did_you_mean(tag, tags, f"Known are: {', '.join(tags)}.")
            yield Diagnostic(tag.place, "x-default", f"no edition has the tag `{tag}`", hint)


def check_languages(library: Library) -> Iterator[Diagnostic]:
    """What is written per language is written in every language that an edition uses."""
    site, languages = library.site, library.site.languages
    written: list[tuple[str, Mapping[str, object], Place]] = [
        ("title", site.title, Place("content/site.yaml")),
        ("description", site.description, Place("content/site.yaml")),
    ]
    written += [("title", group.title, _first(group.title, "content/site.yaml")) for group in site.navigation]
    for group in library.glossary.groups:
        written.append(("title", group.title, group.id.place))
        for term in group.terms:
            said = (("explanation", term.explanation), ("names", term.names))
            written += [(name, words, term.id.place) for name, words in said]
            yield from _check_readings(term)
    for document in library.documents.values():
        place = document.prefix.place
        names = ("title", "short_title", "publisher", "date_basis", "state", "issuer", "notes")
        written += [(name, words, place) for name in names if (words := getattr(document, name))]
        for paragraph in document.paragraphs:
            written += [(name, getattr(paragraph, name), paragraph.id.place) for name in ("section", "gist")]
    for name, words, place in written:
        for language in languages:
            if language not in words:
                message = f"`{name}` is not written in the language `{language}`"
                near = next(filter(None, map(_where, words.values())), place)
                yield Diagnostic(near, "missing-language", message, f"Add `{language}: …` to it.")
        known = languages if name != "names" else tuple(dict.fromkeys((*languages, *written_in(library))))
        yield from _check_known(name, words, place, known)
    yield from _check_optional(library)


def _check_readings(term: Term) -> Iterator[Diagnostic]:
    """What is read otherwise than it is written says how: indexes are ordered by it."""
    for language in term.names:
        reading = language_of(language).reading
        if reading and language not in term.readings:
            message = f"the term `{term.id}` has no {reading.name}"
            yield Diagnostic(term.id.place, "missing-key", message, f"Add a line `{reading.name}: …`.")


def _check_optional(library: Library) -> Iterator[Diagnostic]:
    style, place = library.style, Place("content/style.yaml")
    written: list[tuple[str, Mapping[str, object], Place]] = [
        ("loaded", style.loaded, place),
        ("spelling", style.spelling, place),
        ("longest_sentence", style.longest_sentence, place),
    ]
    for group in library.glossary.groups:
        for term in group.terms:
            written += [("also", term.also, term.id.place), ("avoid", term.avoid, term.id.place)]
    for name, words, near in written:
        yield from _check_known(name, words, near, library.site.languages)


def _check_known(
    name: str, words: Mapping[str, object], place: Place, languages: Sequence[str]
) -> Iterator[Diagnostic]:
    for language in words:
        if language not in languages:
            hint = did_you_mean(language, languages, f"Languages are: {', '.join(languages)}.")
            message = f"`{name}` has the language `{language}`, which no edition uses"
            yield Diagnostic(_where(words[language]) or place, "unknown-language", message, hint)


def _where(words: object) -> Place | None:
    while isinstance(words, (tuple, Mapping)) and words:
        words = words[0] if isinstance(words, tuple) else next(iter(words.values()))
    return words.place if isinstance(words, Words) else None


def _first(words: Mapping[str, Words], path: str) -> Place:
    return next((each.place for each in words.values()), Place(path))


def check_interface(library: Library) -> Iterator[Diagnostic]:
    """Each interface word exists in every language, and can be filled in where it has to be."""
    for language in library.site.languages:
        interface = library.interface.get(language, {})
        for key, names in FILLED_IN.items():
            if key in interface and (why := _unfillable(interface[key], names)) is not None:
                message = f"the interface word `{key}` cannot be filled in: {why}"
                hint = f"Known are: {', '.join(f'{{{name}}}' for name in names)}."
                yield Diagnostic(interface[key].place, "bad-word", message, hint)
    languages = library.site.languages
    keys = {
        key: words for language in languages for key, words in library.interface.get(language, {}).items()
    }
    for language in languages:
        for key in filterfalse(is_grammar, keys.keys() - library.interface.get(language, {}).keys()):
            message = f"the interface word `{key}` is not written in the language `{language}`"
            yield Diagnostic(keys[key].place, "missing-language", message, f"Add it below `{language}:`.")


def _unfillable(pattern: str, known: Sequence[str]) -> str | None:
    try:
        names = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    except ValueError:
        return "a brace is missing"
    unknown = [name for name in names if name not in known]
    return f"`{unknown[0]}` is not known" if unknown else None
