"""Publishing that is killed, or done by several at once: who reads finds one site, whole."""

import subprocess
import sys
from pathlib import Path

import pytest
from broken_off import WHERE, break_off
from versions import check_whole, publish_version

ROOT = Path(__file__).parents[1]
# One version, published by a process of its own.
ONE = "import sys; from pathlib import Path; from versions import publish_version as publish; "
BUILD = ONE + "publish(int(sys.argv[1]), Path(sys.argv[2]), is_in_place=sys.argv[3] == 'in-place')"


@pytest.mark.parametrize("where", WHERE)
def test_killed_at_any_moment(tmp_path: Path, where: str) -> None:
    """Readers without a pause find no two versions mixed, nothing missing, no half files; the next run heals.

    `make quality` does this two hundred times.
    """
    seen = break_off(tmp_path / "site", 6, where, seed=len(where))
    assert seen.kills == 6
    assert seen.loads > seen.kills


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("many", [2, 5])
def test_several_at_once(tmp_path: Path, where: str, many: int) -> None:
    """One after the other, or told who writes; what stands in the end is of one of them, whole."""
    into = tmp_path / "site"
    publish_version(1, into, is_in_place=where == "in-place")
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(version), str(into), where], env=path, stderr=subprocess.PIPE
        )
        for version in range(2, 2 + many)
    ]
    ended = {version: each.communicate()[1] for version, each in enumerate(started, 2)}
    done = {version for version, said in ended.items() if not said}
    assert all(b"LockedError" in said for said in ended.values() if said)
    assert check_whole(into, is_one_version=True) <= done
    assert done
