"""Rules for `site.yaml`, `interface.yaml` and `conversion.yaml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse

from sitegen.expressions import lazy_regex
from sitegen.facts.voices.naming import is_grammar
from sitegen.facts.voices.own_words import nameless, own_words
from sitegen.facts.voices.usages import usage_of_language
from sitegen.model import (
    COMPRESSIONS,
    Diagnostic,
    Edition,
    Glossary,
    Place,
    Site,
    SourceDocument,
    Style,
    Term,
    Words,
)
from sitegen.read.names import is_device, is_too_long
from sitegen.rules import (
    BAD_WORD,
    BASE_URL,
    CONTACT,
    EDITION_NAME,
    EDITIONS,
    MISSING_KEY,
    MISSING_LANGUAGE,
    PUBLISHING,
    UNKNOWN_LANGUAGE,
    X_DEFAULT,
)
from sitegen.text.languages import language_of
from sitegen.text.markdown.parse import LANGUAGE_TAG
from sitegen.text.nearest import nearest
from sitegen.text.script.conversion import ALL_PROFILES
from sitegen.text.script.usages import USAGES, find_usage, is_usual, profile_between
from sitegen.text.web import is_mail, why_not
from sitegen.text.words import form_in, names_in, unfillable_in

# What the generator itself fills into interface words; what templates fill in, they say themselves.
FILLED_IN = {
    "date": ("year", "month", "day", "month_name"),
    "report_subject": ("title",),
    "offer": ("edition",),
    "source_summary": ("document",),
    "picture_count": ("mentions", "pages"),
    "publisher": ("publisher",),
    "authoritative": ("language",),
    "licence_text": ("name",),
    "licence_code": ("name",),
}
_PREFIX = lazy_regex(r"[a-z0-9][a-z0-9-]*")
# No name and password before the host, nothing behind the path, and no step of it that leads up.
_HOME = lazy_regex(
    r"(?i:https?)://(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::0*[1-9][0-9]*)?"
    r"/(?:(?!\.{1,2}/)[A-Za-z0-9_~.-]+/)*"
)
_TAKEN_PREFIXES = ("assets",)


def check_site(site: Site) -> Iterator[Diagnostic]:
    """The base URL and the contact are addresses that links can be made of."""
    base = site.base_url
    if not _HOME.fullmatch(base) or why_not(base):
        yield BASE_URL(base.place, address=base)
    contact = site.contact
    if not is_mail(contact) and (not contact.startswith("https:") or why_not(contact)):
        yield CONTACT(contact.place, address=contact)


def check_publishing(site: Site) -> Iterator[Diagnostic]:
    """What a site says of its publishing is what there is."""
    for name in site.publishing.compressed:
        if name not in COMPRESSIONS:
            yield PUBLISHING(name.place, "compression", name=name, known=COMPRESSIONS)


def check_editions(site: Site) -> Iterator[Diagnostic]:
    """Each edition has a tag and a prefix of its own, and a profile that exists."""
    editions = site.editions
    if not editions:
        place = Place("content/site.yaml")
        yield EDITIONS(place, "none")
    for name in ("tag", "prefix"):
        counts = Counter(str(getattr(edition, name)).lower() for edition in editions)
        for edition in editions:
            value: Words = getattr(edition, name)
            if counts[value.lower()] > 1:
                yield EDITIONS(value.place, f"{name}-twice", name=value)
    for edition in editions:
        if edition.language not in site.written:
            known = tuple(site.written)
            near = nearest(edition.language, known)
            yield EDITIONS(edition.language.place, "language", name=edition.language, near=near, known=known)
        if not LANGUAGE_TAG.fullmatch(edition.tag):
            yield EDITIONS(edition.tag.place, "tag", name=edition.tag)
        prefix = edition.prefix
        is_taken = prefix in _TAKEN_PREFIXES or is_device(prefix)
        if not _PREFIX.fullmatch(prefix) or is_taken or is_too_long(prefix):
            yield EDITIONS(prefix.place, "prefix", name=prefix, taken=_TAKEN_PREFIXES)
    yield from _check_profiles(site)
    tags = [str(edition.tag) for edition in editions]
    for tag in site.x_default:
        if tag not in tags:
            yield X_DEFAULT(tag.place, name=tag, near=nearest(tag, tags), known=tuple(tags))


def _check_profiles(site: Site) -> Iterator[Diagnostic]:
    """A profile is known, and leads from what is written to what the edition's tag says."""
    written_in = site.written_in
    if written_in is not None and find_usage(written_in) is None:
        tags = tuple(usage.tag for usage in USAGES)
        yield EDITIONS(
            written_in.place, "written", name=written_in, near=nearest(written_in, tags), known=tags
        )
        return
    counts = Counter(edition.tag.lower() for edition in site.editions)
    for edition in site.editions:
        profile, wanted = edition.profile, find_usage(edition.tag)
        if profile is None:
            continue
        if profile not in ALL_PROFILES:
            near = nearest(profile, ALL_PROFILES)
            yield EDITIONS(profile.place, "profile", name=profile, near=near, known=tuple(ALL_PROFILES))
            continue
        written = usage_of_language(site, str(edition.language))
        # What is wrong with the tag itself is named for itself.
        is_sound = counts[edition.tag.lower()] == 1 and bool(LANGUAGE_TAG.fullmatch(edition.tag))
        if is_sound and (wanted is None or profile != profile_between(written, wanted)):
            yield EDITIONS(profile.place, "way", name=profile, written_in=written.tag, edition=edition.tag)


def check_languages(
    site: Site,
    glossary: Glossary,
    documents: Mapping[str, SourceDocument],
    style: Style,
    source_languages: tuple[str, ...],
) -> Iterator[Diagnostic]:
    """What is written per language is written in every language that an edition uses."""
    languages = site.languages
    written: list[tuple[str, Mapping[str, object], Place]] = [
        ("title", site.title, Place("content/site.yaml")),
        ("description", site.description, Place("content/site.yaml")),
    ]
    if site.publisher:
        written.append(("publisher", site.publisher, Place("content/site.yaml")))
    written += [("title", group.title, _first(group.title, "content/site.yaml")) for group in site.navigation]
    for group in glossary.groups:
        written.append(("title", group.title, group.id.place))
        for term in group.terms:
            said = (("explanation", term.explanation), ("names", term.names))
            written += [(name, words, term.id.place) for name, words in said]
            yield from _check_readings(term)
    for document in documents.values():
        place = document.prefix.place
        names = ("title", "short_title", "publisher", "date_basis", "state", "issuer", "notes")
        written += [(name, words, place) for name in names if (words := getattr(document, name))]
        for paragraph in document.paragraphs:
            said = (("section", paragraph.section), ("gist", paragraph.gist))
            written += [(name, words, paragraph.id.place) for name, words in said if words]
    for name, words, place in written:
        for language in languages:
            if language not in words:
                near = next(filter(None, map(_where, words.values())), place)
                yield MISSING_LANGUAGE(near, "words", name=name, language=language)
        known = languages if name != "names" else tuple(dict.fromkeys((*languages, *source_languages)))
        yield from _check_known(name, words, place, known)
    yield from _check_optional(glossary, style, languages)


def _check_readings(term: Term) -> Iterator[Diagnostic]:
    """What is read otherwise than it is written says how: indexes are ordered by it."""
    for language in term.names:
        reading = language_of(language).reading
        if reading and language not in term.readings:
            yield MISSING_KEY(term.id.place, "reading", term=term.id, name=reading.name)


def _check_optional(glossary: Glossary, style: Style, languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    place = Place("content/style.yaml")
    written: list[tuple[str, Mapping[str, object], Place]] = [
        ("loaded", style.loaded, place),
        ("spelling", style.spelling, place),
        ("longest_sentence", style.longest_sentence, place),
        ("texture", style.texture, place),
    ]
    for group in glossary.groups:
        for term in group.terms:
            written += [("also", term.also, term.id.place), ("avoid", term.avoid, term.id.place)]
    for name, words, near in written:
        yield from _check_known(name, words, near, languages)


def _check_known(
    name: str, words: Mapping[str, object], place: Place, languages: Sequence[str]
) -> Iterator[Diagnostic]:
    for language in words:
        if language not in languages:
            at, near = _where(words[language]) or place, nearest(language, languages)
            yield UNKNOWN_LANGUAGE(at, name=name, language=language, near=near, known=tuple(languages))


def _where(words: object) -> Place | None:
    while isinstance(words, (tuple, Mapping)) and words:
        words = words[0] if isinstance(words, tuple) else next(iter(words.values()))
    return words.place if isinstance(words, Words) else None


def _first(words: Mapping[str, Words], path: str) -> Place:
    return next((each.place for each in words.values()), Place(path))


def check_interface(
    interface: Mapping[str, Mapping[str, Words]], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Each interface word exists in every language, and can be filled in where it has to be."""
    for language in languages:
        said = interface.get(language, {})
        for key, words in said.items():
            names = FILLED_IN.get(key, ())
            if form := form_in(words):
                yield BAD_WORD(words.place, "form", key=key, name=form)
            elif names and (unknown := unfillable_in(words, names)) is not None:
                case, known = "unknown" if unknown else "brace", tuple(f"{{{name}}}" for name in names)
                yield BAD_WORD(words.place, case, key=key, name=unknown, known=known)
    keys = {key: each for language in languages for key, each in interface.get(language, {}).items()}
    for language in languages:
        for key in filterfalse(is_grammar, keys.keys() - interface.get(language, {}).keys()):
            yield MISSING_LANGUAGE(keys[key].place, "interface", name=key, language=language)


def check_own_words(interface: Mapping[str, Mapping[str, Words]], site: Site) -> Iterator[Diagnostic]:
    """Words that stand below an edition are words of its language, and are filled in as those are."""
    known = tuple(str(each.tag) for each in site.editions)
    for name in nameless(interface, site):
        place = next((words.place for words in interface[name].values()), Place("content/interface.yaml"))
        case = "waiting" if is_usual(name) else "unknown"
        yield EDITION_NAME(place, case, name=name, near=nearest(name.lower(), known), known=known)
    told: set[Place] = set()
    for edition in site.editions:
        general = interface.get(str(edition.language), {})
        for key, words in own_words(interface, edition).items():
            # Several editions may share what stands below a more general name.
            if words.place not in told:
                told.add(words.place)
                yield from _check_own(key, words, general, edition)


def _check_own(
    key: str, words: Words, general: Mapping[str, Words], edition: Edition
) -> Iterator[Diagnostic]:
    if key not in general:
        near = nearest(key, tuple(general))
        yield BAD_WORD(words.place, "key", key=key, near=near, language=edition.language)
        return
    names = names_in(general[key])
    if form := form_in(words):
        yield BAD_WORD(words.place, "form", key=key, name=form)
    elif (unknown := unfillable_in(words, names)) is not None:
        case, known = "unknown" if unknown else "brace", tuple(f"{{{name}}}" for name in names)
        yield BAD_WORD(words.place, case, key=key, name=unknown, known=known)
