"""In which usage a site writes its Chinese, and as what ideographs in its other texts are marked."""

from __future__ import annotations

from sitegen.model import Site
from sitegen.text.languages import HAN_TAG, language_of
from sitegen.text.script.usages import Usage, find_usage, written_usage


def usage_of_language(site: Site, language: str) -> Usage:
    """Return the usage in which `language`, one with editions in Chinese, is written on this site."""
    editions = [edition for edition in site.editions if edition.language == language]
    stated = str(site.written_in) if site.written_in is not None else None
    return written_usage([(str(each.tag), each.profile) for each in editions], stated)


def han_tag(site: Site) -> str:
    """Return as what ideographs are marked in texts whose language has none: the site’s first that has them.

    Chinese is named as the site writes it, since nothing outside Chinese texts is converted.
    """
    found = next((each for each in site.languages if language_of(each).han), "")
    if find_usage(found) is None:
        return language_of(found).han or HAN_TAG
    usage = usage_of_language(site, found)
    return usage.tag if usage.is_traditional else HAN_TAG
