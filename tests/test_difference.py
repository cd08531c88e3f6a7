"""What changed between two texts, told in time that does not grow with the cube of their length."""

from __future__ import annotations

from functools import partial

import pytest
from test_size import count_calls

from sitegen.text import difference
from sitegen.text.difference import find_changes


def test_texts_that_have_little_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """To compare them takes no more than looking for what both begin and end with."""
    monkeypatch.setattr(difference, "_MOST", 1_000)
    find_changes(["a"], ["b"])
    taken = []
    for number in (200, 400, 800):
        before, after = ([" ".join(f"{word}{i}" for i in range(number))] for word in "ab")
        calls, changes = count_calls(partial(find_changes, before, after))
        assert [(each.before[:2], each.after[:2]) for each in changes] == [("a0", "b0")]
        taken.append(calls)
    assert taken[2] - taken[1] < 2.5 * (taken[1] - taken[0])


def test_both_ways_to_compare_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one stretch has changed, it is told in the same words, however long the texts are."""
    words = [f"w{i}" for i in range(40)]
    cases = [((["a", "b"], [])), ([], ["a"]), (["a"], ["a", "b"]), (["a", "b"], ["a", "c", "b"]), ([], [])]
    for start, end, new in (
        (0, 1, "x"),
        (5, 9, "y z"),
        (39, 40, "x"),
        (10, 20, ""),
        (0, 0, "x"),
        (40, 40, "x"),
    ):
        other = [*words[:start], *new.split(), *words[end:]]
        cases.append(([" ".join(words)], [" ".join(other)]))
    expected = [find_changes(before, after) for before, after in cases]
    monkeypatch.setattr(difference, "_MOST", 0)
    assert [find_changes(before, after) for before, after in cases] == expected
