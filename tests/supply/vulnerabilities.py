"""Asks databases of vulnerabilities about every locked package; `make vulnerabilities`.

A tool that finds nothing has found nothing only if it was answered. pip-audit ends well where nobody knows
the packages, and a mirror may answer npm with an empty list. So each is first asked about a version that is
known to be vulnerable, and what it does not say of that, it does not say of anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supply.environments import NotInstalledError, environment
from supply.locks import AUDIT, DEVELOPMENT, NPM, ROOT, Package, read_npm, read_python

FOUND = 1
# Not 2, which commands of this project end with where they are misused.
NOT_AUDITED = 3

# Where pip-audit asks, in this order, until one has answered for all.
SERVICES = ("pypi", "osv")
# Versions whose vulnerabilities have been published for years.
KNOWN_PYTHON = Package("pypi", "jinja2", "2.10", ())
KNOWN_NPM = Package("npm", "lodash", "4.17.11", ())

# What a tool prints, and what it says beside that.
Said = tuple[str, str]
Ask = Callable[[Sequence[Package]], Said]


@dataclass(frozen=True)
class Answer:
    """What was answered about the packages of a lock: what is wrong, of which nothing was said, and why."""

    found: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    why: str = ""


def read_pip_audit(asked: Sequence[Package], said: Said) -> Answer:
    """Read what pip-audit says, as JSON, about the packages that it was asked about."""
    try:
        entries = {each["name"]: each for each in json.loads(said[0])["dependencies"]}
    except (ValueError, KeyError, TypeError):
        return Answer(
            silent=_names(asked), why=_last_line(said[1]) or "pip-audit said nothing that can be read"
        )
    found: list[str] = []
    silent: list[str] = []
    why = ""
    for package in asked:
        entry = entries.get(package.name, {"skip_reason": "pip-audit does not name it"})
        if "vulns" not in entry:
            silent.append(package.name)
            why = why or entry.get("skip_reason", "")
        for each in entry.get("vulns", ()):
            mended = ", ".join(each["fix_versions"]) or "no version yet"
            found.append(f"{package.name} {package.version}: {each['id']}, mended in {mended}")
    return Answer(tuple(found), tuple(silent), why)


def read_npm_audit(asked: Sequence[Package], said: Said) -> Answer:
    """Read what `npm audit` says, as JSON, about a tree of packages."""
    try:
        report = json.loads(said[0])
        entries: Mapping[str, Any] = report["vulnerabilities"]
        # An answer that counts nothing is none.
        report["metadata"]["vulnerabilities"]["total"]
    except (ValueError, KeyError, TypeError):
        return Answer(silent=_names(asked), why=_npm_error(said))
    found = [
        f"{name} {each.get('range', '')}: {each.get('title', 'vulnerable')} ({each.get('url', 'no address')})"
        for name, entry in sorted(entries.items())
        for each in entry["via"]
        # A name alone says that the fault is of another package, which has its own entry.
        if isinstance(each, dict)
    ]
    return Answer(tuple(found))


def _npm_error(said: Said) -> str:
    try:
        report = json.loads(said[0])
        return str(report.get("message") or report["error"]["summary"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return _last_line(said[1]) or "npm said nothing that can be read"


def _names(packages: Sequence[Package]) -> tuple[str, ...]:
    return tuple(each.name for each in packages)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def consult(
    packages: Sequence[Package], known: Package, ask: Ask, read: Callable[[Sequence[Package], Said], Answer]
) -> Answer:
    """Return what a database says of `packages`, if it knows what is wrong with the one that is `known`."""
    probe = read([known], ask([known]))
    if not probe.found:
        why = (
            probe.why or f"the database does not know of {known.name} {known.version}, so it knows of nothing"
        )
        return Answer(silent=_names(packages), why=why)
    return read(packages, ask(packages))


def audit_python(python: str, packages: Sequence[Package]) -> Answer:
    """Ask one database after the other by pip-audit, until one has answered for all of `packages`."""
    found: dict[str, None] = {}
    answers: list[Answer] = []
    for service in SERVICES:

        def ask(asked: Sequence[Package], service: str = service) -> Said:
            return _ask_pip_audit(python, service, asked)

        answers.append(consult(packages, KNOWN_PYTHON, ask, read_pip_audit))
        found |= dict.fromkeys(answers[-1].found)
        if not answers[-1].silent:
            return Answer(tuple(found))
    silent = set.intersection(*(set(each.silent) for each in answers))
    reasons = "; ".join(f"{service}: {each.why}" for service, each in zip(SERVICES, answers, strict=True))
    return Answer(tuple(found), tuple(sorted(silent)), reasons)


def _ask_pip_audit(python: str, service: str, packages: Sequence[Package]) -> Said:
    options = ("--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--desc", "off")
    with tempfile.TemporaryDirectory() as folder:
        # Without markers: also what is installed on other systems is asked about.
        listed = Path(folder, "requirements.txt")
        listed.write_text("".join(f"{each.name}=={each.version}\n" for each in packages), "utf-8")
        return _run(python, "-m", "pip_audit", "-s", service, *options, "-r", str(listed))


def audit_npm(folder: Path, packages: Sequence[Package]) -> Answer:
    """Ask the registry of npm about the tree of packages that is locked in `folder`."""

    def ask(asked: Sequence[Package]) -> Said:
        return _ask_npm(folder) if asked is packages else _ask_npm_about(asked[0])

    return consult(packages, KNOWN_NPM, ask, read_npm_audit)


def _ask_npm(folder: Path) -> Said:
    return _run("npm", "audit", "--json", "--package-lock-only", "--prefix", str(folder))


def _ask_npm_about(package: Package) -> Said:
    entry = {"version": package.version}
    packages = {"": {"dependencies": {package.name: package.version}}, f"node_modules/{package.name}": entry}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "package.json").write_text(json.dumps(packages[""]), "utf-8")
        lock = {"name": "known", "lockfileVersion": 3, "requires": True, "packages": packages}
        Path(folder, "package-lock.json").write_text(json.dumps(lock), "utf-8")
        return _ask_npm(Path(folder))


def _run(*command: str) -> Said:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        return "", f"{command[0]}: {error.strerror}"
    return done.stdout, done.stderr


def tell(answers: Mapping[str, tuple[int, Answer]]) -> tuple[int, list[str]]:
    """Return the exit code and what is printed: for each lock, of how many packages what was answered."""
    lines: list[str] = []
    for lock, (count, answer) in answers.items():
        lines += [f"{lock}: {each}" for each in answer.found]
        if answer.silent:
            lines.append(f"{lock}: {len(answer.silent)} of {count} packages were not audited ({answer.why}).")
        elif not answer.found:
            lines.append(f"{lock}: nothing is known against any of {count} packages.")
    if any(answer.found for _, answer in answers.values()):
        return FOUND, lines
    if any(answer.silent for _, answer in answers.values()):
        return NOT_AUDITED, [
            *lines,
            "Nothing was found, but not everything was audited: that says nothing yet.",
        ]
    return 0, lines


def main() -> int:
    """Ask about every lock file, print what was answered, and return the exit code."""
    answers: dict[str, tuple[int, Answer]] = {}
    try:
        python, why = str(environment(sys.executable, ROOT / AUDIT)), ""
    except NotInstalledError as error:
        python, why = "", f"pip-audit could not be installed: {error}"
    for lock in (DEVELOPMENT, AUDIT):
        packages = read_python(ROOT, lock)
        answer = audit_python(python, packages) if python else Answer(silent=_names(packages), why=why)
        answers[lock] = len(packages), answer
    for folder in NPM:
        packages = read_npm(ROOT, folder)
        answers[f"{folder}/package-lock.json"] = len(packages), audit_npm(ROOT / folder, packages)
    code, lines = tell(answers)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
