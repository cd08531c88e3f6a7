"""How much each rule weighs: what the generator thinks, and what a site says instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.model import Diagnostic, Library, Severity, Site
from sitegen.text.nearest import did_you_mean

OFF = "off"
LEVELS = {severity.name.lower(): severity for severity in Severity}

# Rules that a site may weigh otherwise. All others keep a site whole: without them a page could not be made,
# a link would lead nowhere, or a reader would be shown what no source says.
ADJUSTABLE = frozenset(
    {
        # Files and characters
        "unreadable-character",
        "invisible-character",
        "odd-space",
        "unread-file",
        "replaced-page",
        "insecure-address",
        "other-language",
        # Pages and their partners
        "missing-partner",
        "not-in-navigation",
        "unused-footnote",
        "unused-picture",
        # Marks that readers see
        "full-width-markup",
        "leftover-markup",
        "run-together",
        "ragged-row",
        "markup-in-plain-text",
        "bare-address",
        "typed-indent",
        "order-differs",
        "blocks-differ",
        "citations-differ",
        "terms-differ",
        "figures-differ",
        "stale",
        "unrecorded",
        "stale-card",
        "missing-card",
        # Sources
        "uncited-section",
        "unexplained-paragraph",
        "unsupported-page",
        # Terms
        "unused-reference",
        "avoided-word",
        "unapproved-english",
        "unapproved-rendering",
        # Conversion
        "round-trip",
        "unreviewed-character",
        "cantonese",
        "unused-word",
        # Language
        "loaded-word",
        "long-sentence",
        "mixed-spelling",
        # Typography of Chinese
        "dash",
        "ellipsis",
        "fullwidth-alphanumeric",
        "halfwidth-punctuation",
        "han-han-space",
        "han-latin-space",
    }
)


def check_severities(library: Library) -> Iterator[Diagnostic]:
    """A site weighs rules that exist and may be weighed, with severities that exist."""
    for rule, severity in library.site.severities.items():
        if rule not in ADJUSTABLE:
            hint = did_you_mean(rule, ADJUSTABLE, "Take the line away: docs/rules lists what may be weighed.")
            message = f"`{rule}` is no rule that a site may weigh"
            yield Diagnostic(rule.place, "unknown-rule", message, hint)
        if severity not in (*LEVELS, OFF):
            hint = f"Write one of: {', '.join((*LEVELS, OFF))}."
            message = f"`{severity}` is no severity"
            yield Diagnostic(severity.place, "unknown-severity", message, hint)


def weigh(diagnostics: Iterable[Diagnostic], site: Site) -> list[Diagnostic]:
    """Return `diagnostics` with the severities that `site` gives to their rules, but those that are off."""
    severities = {str(rule): said for rule, said in site.severities.items() if rule in ADJUSTABLE}
    weighed = []
    for each in diagnostics:
        said = severities.get(each.rule)
        if said is None or (said != OFF and said not in LEVELS):
            weighed.append(each)
        elif said != OFF:
            weighed.append(replace(each, severity=LEVELS[said]))
    return weighed
