"""The data of a picture that the generator draws, to the type that its kind has."""

from __future__ import annotations

from sitegen.model import Diagnostic
from sitegen.model.pictures import KINDS, Picture
from sitegen.read.files import FileText
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed
from sitegen.rules import MISSING_KEY, PICTURE_DATA
from sitegen.text.nearest import nearest

PICTURES = "content/pictures"


def read_picture(text: FileText) -> tuple[Picture | None, list[Diagnostic]]:
    """Return the picture that `text` describes, or None where it describes none, and all its faults.

    What else must stand in the file depends on its `kind`: nothing can be said of it where that is not known.
    """
    document = parse_yaml(text.path, text.text)
    kind = document.value.get("kind") if isinstance(document.value, dict) else None
    if isinstance(kind, str) and kind in KINDS:
        return typed(document, KINDS[kind])
    if document.value is None:
        # Why nothing could be read is the same for every kind.
        return None, typed(document, object)[1]
    faults = list(document.diagnostics)
    known = tuple(KINDS)
    if not isinstance(kind, str):
        faults.append(MISSING_KEY(document.place(("kind",)), "kind", known=known))
        return None, faults
    near = nearest(kind, KINDS)
    faults.append(PICTURE_DATA(document.place(("kind",)), "kind", name=kind, near=near, known=known))
    return None, faults
