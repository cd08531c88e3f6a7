"""What a build does after an edit: as many parses, conversions and printed pages as the committed table says.

`UPDATE_GOLDENS=1 pytest tests/test_work.py` writes the table anew; who changes it says why.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from edits import EDITS, lay_out
from published import publish_outputs

from sitegen.make import make_site
from sitegen.memory import Memory

TABLE = Path(__file__).with_name("work.yaml")
# What is counted, by the stage that does it.
WORK = {
    "pages read": "sitegen.read.page.read_page",
    "checks run": "sitegen.checks.table.find",
    "texts written": "sitegen.plan.pages.texts.TextWriter.write",
    "pairs aligned": "sitegen.plan.pairs.both.both_html",
    "pages printed": "sitegen.write.pages.print_page",
}
CASES = (
    "nothing",
    "a word",
    "a title",
    "a heading",
    "the explanation of a term",
    "the template of articles",
    "the style sheet",
    "the title of the site",
    "the name of a group",
)


def change(root: Path, name: str) -> None:
    """Make an edit of `tests/edits.py`, or one of a file that was copied from the project."""
    if name == "the template of articles":
        file = root / "templates" / "page.html"
        file.write_text(
            file.read_text("utf-8").replace("{% block about %}", "{% block about %}<!-- -->", 1), "utf-8"
        )
    elif name == "the style sheet":
        file = root / "assets" / "css" / "site.css"
        file.write_text(file.read_text("utf-8") + "p { order: 1 }\n", "utf-8")
    else:
        EDITS[name](root)


def work(tmp_path: Path, name: str) -> Mapping[str, int]:
    """Count what a build does after an edit that a build before it did not see."""
    root, memory = lay_out(tmp_path / "site"), Memory()
    shutil.rmtree(root / "templates")
    for folder in ("templates", "assets"):
        shutil.copytree(Path(__file__).parents[1] / folder, root / folder)
    publish_outputs(make_site(root, memory, is_preview=True, with_gates=True).outputs, tmp_path / "out")
    change(root, name)
    made = make_site(root, memory, is_preview=True, with_gates=True)
    published = publish_outputs(made.outputs, tmp_path / "out")
    counts = {what: memory.run[stage] for what, stage in WORK.items()}
    counts["other stages"] = memory.run.total() - sum(counts.values())
    return {**counts, "files written": len(published.written)}


@pytest.mark.parametrize("name", CASES)
def test_work(tmp_path: Path, name: str) -> None:
    """No more than what truly depends on the edit, and what that is, is known."""
    table = yaml.safe_load(TABLE.read_text("utf-8")) if TABLE.exists() else {}
    done = work(tmp_path, name)
    if os.environ.get("UPDATE_GOLDENS"):
        TABLE.write_text(yaml.safe_dump({**table, name: dict(done)}, sort_keys=False), "utf-8")
    else:
        assert done == table[name]
    if name == "nothing":
        assert set(done.values()) == {0}
