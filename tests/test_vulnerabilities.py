"""Vulnerabilities: what the tools say is read for what it is, and silence is never good news."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import supply.vulnerabilities as tool
from supply.locks import Package
from supply.vulnerabilities import (
    FOUND,
    KNOWN_NPM,
    KNOWN_PYTHON,
    NOT_AUDITED,
    Answer,
    audit_python,
    consult,
    read_npm_audit,
    read_pip_audit,
    tell,
)

ONE, TWO = Package("pypi", "one", "1.0", ()), Package("pypi", "two", "2.0", ())
BOTH = (ONE, TWO)
FAULT = {"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"], "aliases": [], "description": "…"}
NOT_FOUND = "Dependency not found on PyPI and could not be audited: two (2.0)"
NO_NETWORK = "Traceback (most recent call last):\nConnectionError: Failed to resolve a host\n"


def pip_audit(*entries: dict[str, object]) -> str:
    """Print as pip-audit does."""
    return json.dumps({"dependencies": entries, "fixes": []})


def entry(name: str, *faults: dict[str, object]) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": faults}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ((pip_audit(entry("one"), entry("two")), ""), Answer()),
        (
            (pip_audit(entry("one", FAULT), entry("two", FAULT | {"fix_versions": []})), ""),
            Answer(
                (
                    "one 1.0: PYSEC-1, mended in 1.1, 2.0",
                    "two 2.0: PYSEC-1, mended in no version yet",
                )
            ),
        ),
        (
            (
                pip_audit(entry("one"), {"name": "two", "skip_reason": NOT_FOUND}),
                "No known vulnerabilities found",
            ),
            Answer(silent=("two",), why=NOT_FOUND),
        ),
        (
            (pip_audit(entry("one")), "No known vulnerabilities found"),
            Answer(silent=("two",), why="pip-audit does not name it"),
        ),
        (("", NO_NETWORK), Answer(silent=("one", "two"), why="ConnectionError: Failed to resolve a host")),
        (("", ""), Answer(silent=("one", "two"), why="pip-audit said nothing that can be read")),
        (("[]", ""), Answer(silent=("one", "two"), why="pip-audit said nothing that can be read")),
    ],
    ids=["nothing", "found", "not found", "not named", "no network", "silence", "other"],
)
def test_pip_audit(said: tuple[str, str], answer: Answer) -> None:
    """It ends well also where it could not audit a package: only what it says of each counts."""
    assert read_pip_audit(BOTH, said) == answer


VIA = {"title": "Prototype pollution", "url": "https://example.org/GHSA-1", "range": "<4.17.12"}
COUNTED = {"vulnerabilities": {"total": 1}, "dependencies": {"total": 2}}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ((json.dumps({"vulnerabilities": {}, "metadata": COUNTED}), ""), Answer()),
        (
            (
                json.dumps(
                    {"vulnerabilities": {"one": {"via": [VIA]}, "two": {"via": ["one"]}}, "metadata": COUNTED}
                ),
                "",
            ),
            Answer(("one <4.17.12: Prototype pollution (https://example.org/GHSA-1)",)),
        ),
        (
            (
                json.dumps({"message": "405 Method Not Allowed - POST", "statusCode": 405, "error": {}}),
                "npm error",
            ),
            Answer(silent=("one", "two"), why="405 Method Not Allowed - POST"),
        ),
        (
            (json.dumps({"error": {"code": "ENOTFOUND", "summary": "request failed"}}), ""),
            Answer(silent=("one", "two"), why="request failed"),
        ),
        (("{}", "npm warn\n"), Answer(silent=("one", "two"), why="npm warn")),
        (
            ("", "npm: No such file or directory"),
            Answer(silent=("one", "two"), why="npm: No such file or directory"),
        ),
        (("", ""), Answer(silent=("one", "two"), why="npm said nothing that can be read")),
    ],
    ids=["nothing", "found", "refused", "no network", "other", "no npm", "silence"],
)
def test_npm_audit(said: tuple[str, str], answer: Answer) -> None:
    """A registry that has no such service is not one that knows of no fault."""
    assert read_npm_audit(BOTH, said) == answer


@pytest.mark.parametrize(
    ("known", "answer"),
    [
        (entry(KNOWN_PYTHON.name, FAULT), Answer()),
        (
            entry(KNOWN_PYTHON.name),
            Answer(
                silent=("one", "two"),
                why="the database does not know of jinja2 2.10, so it knows of nothing",
            ),
        ),
    ],
    ids=["a database", "an empty one"],
)
def test_a_database_has_to_know_what_everybody_knows(known: dict[str, object], answer: Answer) -> None:
    """One that has nothing against a version known to be vulnerable was not asked at all."""

    def ask(asked: Sequence[Package]) -> tuple[str, str]:
        return (pip_audit(known) if asked == [KNOWN_PYTHON] else pip_audit(entry("one"), entry("two"))), ""

    assert consult(BOTH, KNOWN_PYTHON, ask, read_pip_audit) == answer


@pytest.mark.parametrize(
    ("pypi", "osv", "answer"),
    [
        ([entry("one"), entry("two")], None, Answer()),
        ([entry("one"), {"name": "two", "skip_reason": NOT_FOUND}], [entry("one"), entry("two")], Answer()),
        (
            [entry("one", FAULT), {"name": "two", "skip_reason": NOT_FOUND}],
            None,
            Answer(
                ("one 1.0: PYSEC-1, mended in 1.1, 2.0",),
                ("two",),
                f"pypi: {NOT_FOUND}; osv: ConnectionError: Failed to resolve a host",
            ),
        ),
    ],
    ids=["the first knows all", "the second knows the rest", "nobody knows the rest"],
)
def test_one_database_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
    pypi: list[dict[str, object]],
    osv: list[dict[str, object]] | None,
    answer: Answer,
) -> None:
    """What one has found stays found, whatever the other knows."""

    def ask(_python: str, service: str, asked: Sequence[Package]) -> tuple[str, str]:
        entries = pypi if service == "pypi" else osv
        if entries is None:
            return "", NO_NETWORK
        return pip_audit(*([entry(KNOWN_PYTHON.name, FAULT)] if asked == [KNOWN_PYTHON] else entries)), ""

    monkeypatch.setattr(tool, "_ask_pip_audit", ask)
    assert audit_python("python", BOTH) == answer


FINE, BAD, MUTE = Answer(), Answer(("one 1.0: PYSEC-1",)), Answer(silent=("two",), why="no network")


@pytest.mark.parametrize(
    ("answers", "code", "last"),
    [
        ((FINE, FINE), 0, "b: nothing is known against any of 2 packages."),
        ((FINE, BAD), FOUND, "b: one 1.0: PYSEC-1"),
        ((BAD, MUTE), FOUND, "b: 1 of 2 packages were not audited (no network)."),
        (
            (FINE, MUTE),
            NOT_AUDITED,
            "Nothing was found, but not everything was audited: that says nothing yet.",
        ),
    ],
)
def test_what_is_told(answers: tuple[Answer, Answer], code: int, last: str) -> None:
    """Not to have been answered is neither success nor a vulnerability."""
    told, lines = tell({name: (2, answer) for name, answer in zip("ab", answers, strict=True)})
    assert (told, lines[-1]) == (code, last)


def test_npm_is_asked_about_one_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of its own, whose lock pins that alone."""
    asked: list[object] = []

    def run(*command: str) -> tuple[str, str]:
        lock = Path(command[-1], "package-lock.json").read_text("utf-8")
        asked.append(json.loads(lock)["packages"])
        return "", ""

    monkeypatch.setattr(tool, "_run", run)
    tool._ask_npm_about(KNOWN_NPM)
    assert asked == [
        {"": {"dependencies": {"lodash": "4.17.11"}}, "node_modules/lodash": {"version": "4.17.11"}}
    ]
