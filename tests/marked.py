"""Files of a small site in which ▸ stands before each character that a message must name."""

from collections.abc import Collection, Iterator
from pathlib import Path

from small_site import Files, write_site

from sitegen.make import make_site
from sitegen.rules.catalogue import say

MARK = "▸"


def unmarked(files: Files) -> Files:
    """The files as their author wrote them."""
    return {path: text.replace(MARK, "") for path, text in files.items()}


def places(files: Files) -> Iterator[str]:
    """The marked places, as an editor counts them, in the order of files and lines."""
    for path, text in sorted(files.items()):
        for number, line in enumerate(text.split("\n"), 1):
            parts = line.split(MARK)
            for count in range(1, len(parts)):
                yield f"{path}:{number}:{len(''.join(parts[:count])) + 1}"


def said(root: Path, files: Files, rules: Collection[str], *, with_gates: bool = True) -> list[str]:
    """What is said of a small site with these files, of these rules alone: place, severity, message, hint."""
    made = make_site(write_site(root, unmarked(files)), with_gates=with_gates)
    return [
        f"{each.place}: {each.severity.name.lower()}: {say(each).message}"
        f" [{each.rule}] {say(each).hint}".strip()
        for each in sorted(made.diagnostics)
        if each.rule.name in rules
    ]


def expected(files: Files, *messages: str) -> list[str]:
    """The messages, each behind the place of its mark; the last holds for the marks that are left."""
    found = list(places(files))
    assert len(found) >= len(messages) > 0, "each message needs a mark"
    return [f"{place}: {messages[min(number, len(messages) - 1)]}" for number, place in enumerate(found)]
