"""What is to be mended, in the formats that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from sitegen import __version__
from sitegen.model import Diagnostic, Mend, Place, Rule, Severity
from sitegen.rules.catalogue import say

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.GATE: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def as_json(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return the diagnostics as one JSON object: rules, places, values, and what is said in `language`."""
    return _dumped({"diagnostics": [_plain(each, language) for each in diagnostics]})


def _plain(diagnostic: Diagnostic, language: str) -> Mapping[str, Any]:
    said = say(diagnostic, language)
    return {
        "rule": diagnostic.rule.name,
        "case": diagnostic.case,
        "severity": diagnostic.severity.name.lower(),
        **_place(diagnostic.place),
        "message": said.message,
        "hint": said.hint,
        "values": dict(diagnostic.values),
        "also": [_place(each) for each in diagnostic.also],
        "mends": [
            {**_place(each.place), "written": each.written, "better": each.better}
            for each in diagnostic.mends
        ],
    }


def _place(place: Place) -> Mapping[str, str | int]:
    return {"path": place.path, "line": place.line, "column": place.column}


def as_github(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return the diagnostics as workflow commands of GitHub Actions, which show them beside the lines."""
    return "".join(f"{line}\n" for line in _commands(diagnostics, language))


def _commands(diagnostics: Sequence[Diagnostic], language: str) -> Iterator[str]:
    for each in diagnostics:
        said = say(each, language)
        level = _LEVELS[each.severity].replace("note", "notice")
        properties = {
            "file": each.place.path,
            "line": each.place.line,
            "col": each.place.column,
            "title": each.rule.name,
        }
        given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        words = "\n".join(filter(None, (said.message, said.hint)))
        yield f"::{level} {given}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return the diagnostics as a log of SARIF 2.1.0, with the mends as fixes."""
    rules = list(dict.fromkeys(each.rule for each in diagnostics))
    driver = {
        "name": "sitegen",
        "version": __version__,
        "rules": [_described(rule) for rule in rules],
    }
    results = [_result(each, rules.index(each.rule), language) for each in diagnostics]
    # Places count characters, as people do, not the units of UTF-16.
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": language,
        "results": results,
    }
    return _dumped({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _described(rule: Rule) -> Mapping[str, Any]:
    return {
        "id": rule.name,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "help": {"text": f"python build.py explain {rule.name}"},
    }


def _result(diagnostic: Diagnostic, index: int, language: str) -> Mapping[str, Any]:
    said = say(diagnostic, language)
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule.name,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": " – ".join(filter(None, (said.message, said.hint)))},
        "locations": [{"physicalLocation": _located(diagnostic.place)}],
    }
    if diagnostic.also:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _located(place)}
            for number, place in enumerate(diagnostic.also, 1)
        ]
    if diagnostic.mends:
        result["fixes"] = [{"artifactChanges": _changes(diagnostic.mends)}]
    return result


def _located(place: Place) -> Mapping[str, Any]:
    return {
        "artifactLocation": {"uri": quote(place.path)},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def _changes(mends: Sequence[Mend]) -> list[Mapping[str, Any]]:
    return [
        {
            "artifactLocation": {"uri": quote(path)},
            "replacements": [_replacement(each) for each in mends if each.place.path == path],
        }
        for path in dict.fromkeys(each.place.path for each in mends)
    ]


def _replacement(mend: Mend) -> Mapping[str, Any]:
    region = {
        "startLine": mend.place.line,
        "startColumn": mend.place.column,
        "endColumn": mend.place.column + len(mend.written),
    }
    return {"deletedRegion": region, "insertedContent": {"text": mend.better}}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], str], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
