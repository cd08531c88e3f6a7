"""The pages about threats and promises name code and tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT, PROMISES = ((ROOT / "docs" / name).read_text("utf-8") for name in ("threats.md", "trust.md"))
NAMED = sorted(set(re.findall(r"`((?:sitegen|tests)/[\w/.]+)(?:::(\w+))?`", TEXT + PROMISES)))
ROWS = [line.split(" | ") for line in TEXT.partition("## Who")[2].splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize(("path", "function"), NAMED, ids="::".join)
def test_what_is_named_is_there(path: str, function: str) -> None:
    """A place in the code is a file; a test is a function of one."""
    text = (ROOT / path).read_text("utf-8")
    if function:
        assert function in {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def test_every_defence_is_kept_by_a_test() -> None:
    """What nothing stands against says so, and says what remains."""
    assert len(ROWS) > 10
    for row in ROWS:
        assert len(row) == 5, row
        assert ("::test_" in row[3]) != row[2].startswith("nothing:"), row
        assert "::test_" in row[3] or len(row[4]) > len("– |"), row


def test_every_promise_is_kept_by_a_test() -> None:
    """What is only said is no promise; what is not promised says so, and that templates are code."""
    promised, _, rest = PROMISES.partition("## What is not promised")
    promises = re.findall(r"(?ms)^- \*\*(.*?)(?=^- |^## |\Z)", promised)
    assert len(promises) > 15
    assert [
        each for each in promises if "::test_" not in each and not each.startswith("Templates are code")
    ] == []
    assert "::test_" not in rest
