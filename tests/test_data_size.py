"""What data files hold is looked at once, however many pages, quotations or editions ask for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from small_site import SITE, changed, write_site

from sitegen.checks.sources import quotations
from sitegen.make import OWN
from sitegen.read import profiles, read_library
from sitegen.text.nearest import Guesses
from sitegen.text.numbers import figures

T = TypeVar("T")


def counting(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """Have a function of a module note what it is called with."""
    asked: list[object] = []
    function: Callable[..., T] = getattr(module, name)

    def noting(first: object, *others: object) -> T:
        asked.append(first)
        return function(first, *others)

    monkeypatch.setattr(module, name, noting)
    return asked


def test_names_of_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many quotations are compared with them."""
    asked = counting(monkeypatch, quotations, "_plain")
    names = tuple(f"the name {number}" for number in range(200))
    assert [quotations._is_name(f"Name {number}", names) for number in range(150, 250)] == (
        [True] * 50 + [False] * 50
    )
    assert len(asked) == len(names) + 100


def test_words_that_count_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many runs of text they may stand in."""
    asked = counting(monkeypatch, figures, "simplify_characters")
    words = tuple(f"三{number}人行" for number in range(200))
    for number in range(50):
        figures.find_figures(f"{number}座桥，三5人行", "zh", words)
    assert len(asked) == len(words) + 50


def test_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a language it is asked once how it is written, however many editions it has."""
    asked = counting(monkeypatch, profiles, "usage_of_language")
    edition = "  - {{tag: zh-Hant-HK-x-a{}, prefix: e{}, label: E, language: zh}}\n"
    more = "".join(edition.format(number, number) for number in range(50))
    last = "  - {tag: en, prefix"
    library, _ = read_library(write_site(tmp_path, changed(SITE, last, f"{more}{last}")), OWN)
    assert library is not None
    assert {str(each.profile) for each in library.site.editions if "-x-a" in each.tag} == {"s2hk"}
    # Once for the editions, once for the words of the templates.
    assert len(asked) == 2


def test_guesses_end() -> None:
    """Where names that are wrong and names that are known are many, no more is guessed."""
    guesses = Guesses(most=10)
    known = ["city", "goals", "spirit"]
    assert [guesses.nearest("ctiy", known) for _ in range(5)] == ["city", "city", "city", "", ""]
    assert Guesses(most=10).near("ctiy", known, 2, 0.3) == ["city"]
    assert Guesses(most=2).near("ctiy", known, 2, 0.3) == []
