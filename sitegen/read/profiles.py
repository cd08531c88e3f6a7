"""The profile of each edition: what derives it from the usage in which its language is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sitegen.facts.voices.usages import usage_of_language
from sitegen.model import Edition, Site, Words
from sitegen.text.script.conversion import converter
from sitegen.text.script.usages import WRITTEN, Usage, find_usage, profile_between
from sitegen.text.script.writing import Writing


def derive_profiles(site: Site) -> Site:
    """Return `site` with the profiles that follow from the tags; what an editor wrote as a profile stays."""
    languages = {str(edition.language) for edition in site.editions}
    usages = {each: usage_of_language(site, each) for each in languages if find_usage(each) is not None}
    return replace(site, editions=tuple(_derived(edition, usages) for edition in site.editions))


def _derived(edition: Edition, usages: Mapping[str, Usage]) -> Edition:
    wanted = find_usage(edition.tag)
    if edition.profile is not None or wanted is None or edition.language not in usages:
        return edition
    profile = profile_between(usages[edition.language], wanted)
    return replace(edition, profile=Words(profile, edition.tag.place)) if profile else edition


def write_alike(words: Mapping[str, Words], language: str, site: Site) -> Mapping[str, Words]:
    """Return the project's own `words` of `language` as the site writes them: they are in Simplified."""
    profile = profile_between(WRITTEN, usage_of_language(site, language)) if find_usage(language) else None
    if profile is None:
        return words
    writing = Writing(converter(profile), has_corner_marks=True)
    return {key: Words(writing.text(each), each.place) for key, each in words.items()}
