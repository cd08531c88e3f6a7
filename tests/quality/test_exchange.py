"""What is exported, opened, changed and saved by the translate-toolkit, which does not ship."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from exchanged import PARTNER, exported, imported, site, state
from supply.environments import environment

# Opens a file, changes one translation, saves it; prints how many there are.
TOOL = """
import importlib, json, sys
module, kind, path, old, new = sys.argv[1:]
store = getattr(importlib.import_module(f"translate.storage.{module}"), kind).parsefile(path)
units = [unit for unit in store.units if not unit.isheader()]
(one,) = [unit for unit in units if str(unit.target) == old]
one.target = new
store.save()
print(json.dumps([len(units), str(one.source)]))
"""
FORMATS = [("po", "po", "pofile"), ("tmx", "tmx", "tmxfile"), ("xliff", "xliff2", "Xliff2File")]


@pytest.mark.parametrize(("kind", "module", "name"), FORMATS)
def test_a_tool_opens_and_saves_it(tmp_path: Path, kind: str, module: str, name: str) -> None:
    """Each block is there; what is changed in the tool changes on the site, and nothing else."""
    root = site(tmp_path)
    file = exported(root, kind)
    before = state(root)
    python = environment(sys.executable, ROOT / "tests" / "quality" / "translators.lock")
    command = [python, "-c", TOOL, module, name, file, "In the box.", "Out of it."]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, source = json.loads(done.stdout)
    assert (count, source) == (25, "盒子里。")
    told = imported(root, file)
    assert told.exit_code == 0, told.output
    assert state(root) == {**before, PARTNER: before[PARTNER].replace(b"In the box.", b"Out of it.")}


def test_a_tool_opens_the_whole_site(tmp_path: Path) -> None:
    """As many blocks as were exported, and the site stays when the tool has saved them."""
    code = (
        "import sys; from translate.storage import tmx; s = tmx.tmxfile.parsefile(sys.argv[1]); s.save();"
        "print(len(s.units))"
    )
    (tmp_path / "content").symlink_to(ROOT / "content")
    file = exported(tmp_path, "tmx")
    written = file.read_text("utf-8").count("<tu ")
    python = environment(sys.executable, ROOT / "tests" / "quality" / "translators.lock")
    done = subprocess.run([python, "-c", code, file], capture_output=True, text=True, check=True)
    assert int(done.stdout) == written > 1000
    assert "Nothing is new" in imported(tmp_path, file).output
