"""What goes out with a page: its locale for cards, and a report of a mistake that is begun for the reader."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from sitegen.text.languages import territory_of

# RFC 6068 ends lines in mails so.
_LINE_END = "\r\n"


def locale(tag: str) -> str:
    """Return the Open Graph locale of a BCP 47 tag, such as zh_HK; "" where its territory is not known."""
    language, territory = tag.partition("-")[0], territory_of(tag)
    return f"{language.lower()}_{territory}" if territory else ""


def report_address(contact: str, subject: str, lines: Iterable[str]) -> str:
    """Return `contact` with a report begun: a mail with subject and body, or the form for a new issue.

    The body comes last, so that more of it can be put behind. An address that is neither stays as it is.
    """
    body = quote(_LINE_END.join([*lines, ""]), safe="")
    title = quote(subject, safe="")
    if contact.startswith("mailto:"):
        return f"{contact}{'&' if '?' in contact else '?'}subject={title}&body={body}"
    if takes_reports(contact):
        return f"{contact}{'&' if '?' in contact else '?'}title={title}&body={body}"
    return contact


def takes_reports(contact: str) -> bool:
    """Tell whether a report can be begun at `contact`: a mail, or the form for a new issue of a forge."""
    return contact.startswith("mailto:") or urlsplit(contact).path.endswith("/issues/new")
