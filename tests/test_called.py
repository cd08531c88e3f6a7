"""What is told to run is told as it can be run: by the name that the generator was called by."""

from pathlib import Path

import pytest
from test_commands import run

from sitegen.called import NAME, VARIABLE, as_called, note_call, program_name
from sitegen.rules.catalogue import read_catalogue

STAMP = "`python build.py stamp goals` records it"


@pytest.mark.parametrize(
    ("called", "words", "told"),
    [
        ("python build.py", STAMP, STAMP),
        ("py build.py", STAMP, "`py build.py stamp goals` records it"),
        (NAME, f"{STAMP}; {STAMP}", f"`{NAME} stamp goals` records it; `{NAME} stamp goals` records it"),
        ("make", STAMP, "`make stamp KEY=goals` records it"),
        ("make", "运行`python build.py explain figures`。", "运行`make explain RULE=figures`。"),
        ("make", "`python build.py build` first", "`make build` first"),
        # What has no target, or more than a target takes, is run as it is without `make`.
        ("make", "`python build.py stamp --all`", "`.venv/bin/python build.py stamp --all`"),
        ("make", "run python build.py stamp goals", "run .venv/bin/python build.py stamp goals"),
        ("make", "`python build.py check --fix`", "`.venv/bin/python build.py check --fix`"),
        ("make", "no command", "no command"),
    ],
)
def test_commands_are_told_as_they_are_run(
    monkeypatch: pytest.MonkeyPatch, called: str, words: str, told: str
) -> None:
    """Whether by a script, a command on the path, or `make`."""
    monkeypatch.setenv(VARIABLE, called)
    assert as_called(words) == told


@pytest.mark.parametrize(
    ("path", "told"), [("/x/bin/duizhao", NAME), ("duizhao.exe", NAME), ("/y/sitegen/__main__.py", NAME)]
)
def test_the_name_is_that_of_the_call(monkeypatch: pytest.MonkeyPatch, path: str, told: str) -> None:
    """An installed command is called by its name, a checkout by `build.py`."""
    monkeypatch.delenv(VARIABLE)
    note_call(path)
    assert program_name() == told
    monkeypatch.delenv(VARIABLE)
    note_call("some/where/build.py")
    assert program_name() == "build.py"


def test_who_starts_it_knows_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `make` has said stands."""
    monkeypatch.setenv(VARIABLE, "make")
    note_call("build.py")
    assert as_called("`python build.py build`") == "`make build`"


def test_messages_name_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Sentences of commands and of rules alike."""
    monkeypatch.setenv(VARIABLE, NAME)
    read_catalogue.cache_clear()
    try:
        assert f"`{NAME} check --fix`" in read_catalogue("en")["fix"]
        (tmp_path / "content").mkdir()
        said = run("releases", "--root", tmp_path).stderr
        assert f"`{NAME} build` publishes one" in said
    finally:
        read_catalogue.cache_clear()
