"""docs/to-open.md: what is said beside the sources and was not read whole, for the editor who can open it."""

import os
import re

from sitegen.make import OWN
from sitegen.model import Library
from sitegen.read import read_library
from sitegen.text.addresses import ReferenceTarget

LIST = OWN / "docs" / "to-open.md"
HEAD = """\
# What is still to be opened

Texts outside the site that were read in excerpt, or in a copy elsewhere, when their words were taken over
(`content/references.yaml`). Whoever can open one compares it with the pages named behind it, mends what
differs, takes a newer address if there is one, and writes `seen: whole` and the day.
`UPDATE_GOLDENS=1 .venv/bin/python -m pytest tests/test_to_open.py` then renews this list.

"""
# Copies first, then what has no secure address, then the others.
GROUPS = {
    "Read in a copy elsewhere: open the address itself": lambda each: each.seen == "copy",
    "Without https: look whether it is there with it": lambda each: each.url.startswith("http:"),
    "Read in excerpt": lambda each: True,
}


def library() -> Library:
    """The project’s own content."""
    found, _ = read_library(OWN, OWN)
    assert found is not None
    return found


def using(content: Library) -> dict[str, set[str]]:
    """The pages and terms that name each reference."""
    users: dict[str, set[str]] = {}
    for (key, language), page in content.pages.items():
        for link in page.links:
            if isinstance(link.target, ReferenceTarget):
                users.setdefault(link.target.id, set()).add(f"{key}.{language}")
    for id_, term in content.terms.items():
        named = (*term.basis, *term.outside, *(each.reference for each in term.alternatives))
        for name in filter(None, named):
            users.setdefault(str(name), set()).add(f"glossary#{id_}")
    return users


def listed(content: Library) -> str:
    """The list as it ought to be."""
    users, left = using(content), {**content.references}
    text = HEAD
    for title, belongs in GROUPS.items():
        mine = {id_: each for id_, each in left.items() if each.seen != "whole" and belongs(each)}
        left = {id_: each for id_, each in left.items() if id_ not in mine}
        lines = [
            f"- `{id_}` {mine[id_].url} ({', '.join(sorted(users.get(id_, ())))})" for id_ in sorted(mine)
        ]
        text += f"## {title}\n\n" + "\n".join(lines or ["None."]) + "\n\n"
    return text.rstrip("\n") + "\n"


def test_the_list_is_true() -> None:
    """Each reference that nobody read whole is listed, with those who rely on it; no other."""
    due = listed(library())
    if os.environ.get("UPDATE_GOLDENS"):
        LIST.write_text(due, encoding="utf-8")
    assert LIST.read_text(encoding="utf-8") == due


def test_every_fact_from_elsewhere_has_its_reference() -> None:
    """A box for what is not from the sources names where it was found; no page leads past the list."""
    for (key, language), page in library().pages.items():
        text = "\n".join(page.lines)
        for box in re.findall(r"(?ms)^:{3,} outside.*?^:{3,}$", text):
            assert "](reference:" in box, (key, language, box)
        # The page about the site leads to the licence of its words, which says nothing of the subject.
        assert key == "about" or not re.search(r"\]\(https?:", text), (key, language)
