"""The renewal of dependencies: the tests judge, and where they refuse, nothing was changed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from supply.locks import ROOT
from supply.update import FAILED, FILES, SUMMARY, changes, update

JINJA = "requirements-dev.lock: jinja2 3.1.6 → 99.0"
NO = ((sys.executable, "-c", "raise SystemExit(1)"),)
STAY = ((sys.executable, "-c", ""),)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the lock files of the project, of which one package is of a known version."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in FILES[:2]:
        text = (tmp_path / name).read_text("utf-8")
        start = text.index("\njinja2==") + 1
        end = text.index(" ", start)
        (tmp_path / name).write_text(f"{text[:start]}jinja2==3.1.6{text[end:]}", "utf-8")
    return tmp_path


def python(code: str) -> tuple[tuple[str, ...], ...]:
    return ((sys.executable, "-c", f"from pathlib import Path\n{code}"),)


NEWER = python(
    "for name in ('requirements.lock', 'requirements-dev.lock'):\n"
    "    text = Path(name).read_text('utf-8')\n"
    "    Path(name).write_text(text.replace('jinja2==3.1.6', 'jinja2==99.0'), 'utf-8')\n"
    "Path('bom.cdx.json').write_text('{}', 'utf-8')"
)
# It leaves a trace of having run, and of what it saw.
SEE = python("Path('seen').write_text(str('jinja2==99.0' in Path('requirements.lock').read_text('utf-8')))")


def contents(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in FILES if (root / name).exists()}


def test_what_the_tests_pass_stays(project: Path) -> None:
    """They see what is new; what changed is said, and kept in a file."""
    code, said = update(project, NEWER, SEE, NO)
    assert (code, said[0]) == (0, JINJA)
    assert (project / "seen").read_text() == "True"
    assert "jinja2==99.0" in (project / "requirements-dev.lock").read_text("utf-8")
    assert (project / SUMMARY).read_text("utf-8") == f"{JINJA}\n"


def test_what_the_tests_refuse_is_put_back(project: Path) -> None:
    """The environment is set up from what was put back; what would have changed is said all the same."""
    before = contents(project)
    code, said = update(project, NEWER, NO, SEE)
    assert (code, said) == (FAILED, [JINJA, "That did not work out: the lock files are as they were."])
    assert contents(project) == before
    assert (project / "seen").read_text() == "False"


def test_half_a_renewal_is_put_back(project: Path) -> None:
    """Where a registry is not reached, no test is run, and no lock stays half new."""
    (project / "bom.cdx.json").unlink()
    before = contents(project)
    code, said = update(project, (*NEWER, *NO), python("Path('judged').touch()"), STAY)
    assert (code, len(said)) == (FAILED, 1)
    assert contents(project) == before
    assert not (project / "judged").exists()


def test_an_interrupted_renewal_is_put_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever ends it while the tests run has what there was before."""
    before = contents(project)
    ran: list[object] = []

    def run(root: Path, commands: object) -> bool:
        ran.append(commands)
        if commands == "renew":
            (root / "requirements.lock").write_text("", "utf-8")
        if commands == "judge":
            raise KeyboardInterrupt
        return True

    monkeypatch.setattr("supply.update._run", run)
    with pytest.raises(KeyboardInterrupt):
        update(project, "renew", "judge", "set up")
    assert contents(project) == before
    assert ran == ["renew", "judge", "set up"]


def test_nothing_new_is_not_tested(project: Path) -> None:
    """And nothing is set up anew."""
    code, said = update(project, STAY, NO, NO)
    assert (code, len(said)) == (0, 1)


def test_changes() -> None:
    """Versions, what came and what went, file by file; a package of npm may be there in several versions."""
    before = {("a", "same"): ("1",), ("a", "other"): ("1",), ("b", "gone"): ("1", "2")}
    after = {("a", "same"): ("1",), ("a", "other"): ("2",), ("b", "new"): ("3",)}
    assert list(changes(before, after)) == ["a: other 1 → 2", "b: gone 1, 2 → (gone)", "b: new (new) → 3"]
