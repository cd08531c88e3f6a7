"""Comments of HTML, the one piece of it that Markdown of authors may have."""

from __future__ import annotations


def without_comments(html: str) -> str:
    """Return `html` without its comments; one that does not end stays.

    Searched for from each end on: a lazy expression would look through all the rest from each `<!--`.

    >>> without_comments("a<!-- b -->c<!-- d")
    'ac<!-- d'
    """
    pieces: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        pieces.append(html[at:start])
        at = end + 3
    return "".join((*pieces, html[at:]))
