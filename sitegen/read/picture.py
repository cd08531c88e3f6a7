"""The data of a picture that the generator draws, to the type that its kind has."""

from __future__ import annotations

from difflib import get_close_matches

from sitegen.model import Diagnostic
from sitegen.model.pictures import KINDS, Picture
from sitegen.read.files import Text
from sitegen.read.yaml.documents import parse_yaml
from sitegen.read.yaml.schema import typed

PICTURES = "content/pictures"


def read_picture(text: Text) -> tuple[Picture | None, list[Diagnostic]]:
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
    known = f"Known are: {', '.join(KINDS)}."
    if not isinstance(kind, str):
        faults.append(
            Diagnostic(
                document.place(("kind",)),
                "missing-key",
                "`kind` is missing",
                f"Add a line `kind: …`. {known}",
            )
        )
        return None, faults
    near = get_close_matches(kind, KINDS, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else known
    message = f"there is no kind of picture called `{kind}`"
    faults.append(Diagnostic(document.place(("kind",)), "picture-data", message, hint))
    return None, faults
