"""PO: the blocks of page pairs as gettext has messages, their Markdown as text."""

from __future__ import annotations

import polib

from sitegen.called import NAME
from sitegen.exchange.blocks import Unit
from sitegen.exchange.faults import RefusedError, fault
from sitegen.exchange.received import MOST_BYTES, Bundle, Received
from sitegen.expressions import lazy_regex
from sitegen.model import Place

_FINGERPRINT = "fingerprint: "
_SOURCE = "X-Source-Language"
_LINE = lazy_regex(r"\(line (\d+)\)(?:: (.*))?")
# polib takes a text that is the name of a file for that file. No file is called so.
_GUARD = "#\n"


def write_po(units: list[Unit], source: str, target: str) -> str:
    """Return the text of a catalogue of `units`; `source` and `target` are the tags of its languages."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": NAME,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": target,
        _SOURCE: source,
    }
    for unit in units:
        place = unit.source.place
        catalogue.append(
            polib.POEntry(
                msgctxt=unit.id,
                msgid=unit.source.written,
                msgstr=unit.target.written,
                comment=_FINGERPRINT + unit.fingerprints,
                occurrences=[(place.path, str(place.line))],
            )
        )
    return f"{catalogue}"


def read_po(path: str, data: bytes) -> Bundle:
    """Return what a catalogue brings; raises RefusedError where it cannot be read."""
    place = Place(path)
    if len(data) > MOST_BYTES:
        raise RefusedError([fault(place, "large", most=MOST_BYTES // 1_000_000)])
    try:
        catalogue = polib.pofile(_GUARD + data.decode("utf-8-sig"), wrapwidth=0)
    except UnicodeDecodeError:
        raise RefusedError([fault(place, "encoding")]) from None
    except (OSError, ValueError, IndexError) as error:
        found = _LINE.search(str(error))
        line = max(1, int(found[1]) - 1) if found else 1
        words = (found and found[2]) or "PO"
        raise RefusedError([fault(Place(path, line), "broken", words=words)]) from None
    units = tuple(_received(path, entry) for entry in catalogue if not entry.obsolete)
    source, target = (str(catalogue.metadata.get(name, "")) for name in (_SOURCE, "Language"))
    return Bundle(place, source, target, units, is_markdown=True)


def _received(path: str, entry: polib.POEntry) -> Received:
    printed = (line for line in entry.comment.splitlines() if line.startswith(_FINGERPRINT))
    return Received(
        Place(path, max(1, entry.linenum - 1)),
        entry.msgctxt or "",
        (entry.msgid,),
        (entry.msgstr,) if entry.msgstr else None,
        next(printed, "").removeprefix(_FINGERPRINT),
        "fuzzy" in entry.flags,
    )
