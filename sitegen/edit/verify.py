"""Reading the whole texts with which source documents are compared: files that are no part of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.text.whole import WholeText, read_whole


class UnreadableTextError(ValueError):
    """A text cannot be compared with; the message says which, and why."""


def read_texts(paths: Iterable[Path]) -> Mapping[str, WholeText]:
    """Return the texts by the paths of their files.

    Raises UnreadableTextError for a file that cannot be read, is not UTF-8 or says nothing.
    """
    texts = {}
    for path in paths:
        try:
            text = read_whole(path.read_bytes().decode("utf-8-sig"))
        except OSError as error:
            raise UnreadableTextError(f"{path} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise UnreadableTextError(f"{path} is not UTF-8: save it with that encoding") from error
        if not text.text:
            raise UnreadableTextError(f"{path} says nothing")
        texts[str(path)] = text
    return texts
