"""The benchmarks measure what they say: the corpus, its layouts for others, the edits, the tables."""

from __future__ import annotations

import doctest
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

import benchmarks.edits
from benchmarks import chart, results
from benchmarks.corpus import MENU, SECTION, Corpus, edits, plan_corpus, write_corpus
from benchmarks.measure import FailedError, measure
from benchmarks.peers.peer import CHINESE
from benchmarks.peers.table import NAMES, PEERS
from benchmarks.results import Result, Results, Site
from sitegen.make import OWN, make_site

SIZE = 3
DIGEST = """
import sys; from pathlib import Path; from test_benchmarks import digest
print(digest(Path(sys.argv[1])))
"""


def digest(root: Path) -> str:
    """Write a corpus without records, and return a digest of all its files."""
    write_corpus(SIZE, root, stamped=False)
    files = sorted(path for path in (root / "content").rglob("*") if path.is_file())
    said = b"".join(str(path.relative_to(root)).encode() + path.read_bytes() for path in files)
    return hashlib.sha256(said).hexdigest()


def bytes_of(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and not path.is_symlink()}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    root = tmp_path_factory.mktemp("corpus")
    return write_corpus(SIZE, root), root


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_corpus_does_not_depend_on_the_order_of_hashes(tmp_path: Path, seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([".", "tests"])}
    said = subprocess.run(
        [sys.executable, "-c", DIGEST, str(tmp_path / "other")],
        cwd=OWN,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.strip() == digest(tmp_path / "own")


@pytest.mark.parametrize("size", [1, 3, 10, 100, 1000, 5000])
def test_every_size_has_its_pages_and_a_short_menu(size: int) -> None:
    corpus = plan_corpus(size)
    assert len(corpus.keys) == len({*corpus.keys}) == size
    assert max(map(len, corpus.sections)) <= SECTION
    assert sum(map(len, corpus.navigation)) <= max(MENU, len(corpus.sections))
    assert corpus.edited in {key for group in corpus.navigation for key in group}


def test_nothing_is_to_be_mended_in_the_corpus_and_each_edit_is_seen(ours: tuple[Corpus, Path]) -> None:
    corpus, root = ours
    before = bytes_of(root)
    assert make_site(root, with_gates=True).diagnostics == ()
    marks = {case: edit.apply(root, turn) for turn, (case, edit) in enumerate(edits(corpus).items())}
    outputs = {str(output.path): output.data for output in make_site(root).outputs}
    for case, edit in edits(corpus).items():
        assert marks[case].encode() in outputs[edit.shown], case
        edit.undo(root)
    assert bytes_of(root) == before


@pytest.mark.parametrize("name", [name for name in PEERS if name != "ours"])
def test_a_layout_has_every_page_and_can_be_edited(
    name: str, ours: tuple[Corpus, Path], tmp_path: Path
) -> None:
    corpus, root = ours
    peer = PEERS[name]
    peer.write(corpus, root, tmp_path)
    before = bytes_of(tmp_path)
    pages = {path: data.decode() for path, data in before.items() if path.suffix == ".md"}
    assert sum("berth-2" in path.stem for path in pages) >= 2
    for path, text in pages.items():
        assert not {"term:", "source:", "lang:"} & {each.partition(")")[0] for each in text.split("](")}, path
        assert "{#" not in text or name != "starlight", path
        assert "\n::: " not in text, path
    assert set(peer.edits(corpus)) == set(edits(corpus))
    for case, edit in peer.edits(corpus).items():
        mark = edit.apply(tmp_path, 1)
        assert any(mark.encode() in data for data in bytes_of(tmp_path).values()), case
        edit.apply(tmp_path, 2)
        assert not any(mark.encode() in data for data in bytes_of(tmp_path).values()), case
        edit.undo(tmp_path)
        assert bytes_of(tmp_path) == before, case


def test_hugo_has_every_edition_and_the_pages_in_two_languages(
    ours: tuple[Corpus, Path], tmp_path: Path
) -> None:
    corpus, root = ours
    PEERS["hugo"].write(corpus, root, tmp_path)
    for edition in (*CHINESE, "en"):
        for key in corpus.keys:
            assert (tmp_path / "content" / edition / f"{key}.md").exists()
            assert (tmp_path / "content" / edition / "bilingual" / f"{key}.md").exists() == (edition != "en")
    titles = {
        edition: (tmp_path / "data" / "navigation" / f"{edition}.yaml").read_text("utf-8")
        for edition in CHINESE
    }
    assert "1号码头" in titles["zh-hans"]
    assert "1號碼頭" in titles["zh-hant-tw"]


RUNS = (
    *(Result(100, "ours", "cold", seconds, 4.0, 200.0) for seconds in (3.0, 5.0, 4.0)),
    *(Result(100, "hugo", "cold", seconds, 2.0, 100.0) for seconds in (1.0, 2.0, 3.0)),
    Result(100, "ours", "preview", 0.05),
)
KEPT = Results(RUNS, (Site(100, "ours", 740, 27.0),), "a machine")


def test_the_table_has_medians_spreads_and_ratios() -> None:
    said = results.tables(KEPT, NAMES, {"ours": "all of it"})
    assert "| this one | **4.00** (3.00–5.00)<br>2.00 × | **0.050** |" in said
    assert "| Hugo | **2.00** (1.00–3.00) |  |" in said
    assert "| this one | **200** (200–200)<br>2.00 × |" in said
    assert "HTML files: this one 740 (27.0 MiB)" in said
    assert "- this one: all of it." in said
    assert "Pelican" not in said


def test_tables_stand_between_their_marks() -> None:
    page = (OWN / "benchmarks" / "README.md").read_text("utf-8")
    once = results.insert(page, "told")
    assert results.insert(once, "told") == once
    assert once.count("told") == 1


def test_a_run_replaces_what_it_measured_again_and_nothing_else(tmp_path: Path) -> None:
    new = Result(100, "ours", "cold", 1.0)
    kept = KEPT.with_new([new], [])
    results.save(kept, tmp_path / "below" / "results.json")
    assert results.load(tmp_path / "below" / "results.json") == kept
    assert kept.of(100, "ours", "cold") == [new]
    assert len(kept.of(100, "hugo", "cold")) == 3
    assert kept.machine == "a machine"


def test_the_chart_is_an_svg_that_says_each_median() -> None:
    drawn = chart.draw(KEPT, NAMES, 100)
    words = [each.text for each in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert words == [
        "cold, seconds",
        "Hugo",
        "2.00",
        "this one",
        "4.00",
        "save to preview, seconds",
        "this one",
        "0.050",
    ]


def test_a_command_is_measured_with_all_its_processes(tmp_path: Path) -> None:
    held = "import time; held = b'x' * 40_000_000; time.sleep(0.3)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    took = measure([sys.executable, "-c", code], tmp_path, tmp_path / "log", 60)
    assert took.mib > 40 or not Path("/proc/self/smaps_rollup").exists()
    assert took.cpu > 0


def test_a_command_that_fails_or_takes_too_long_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(FailedError, match="exit code 3\nwhy"):
        measure([sys.executable, "-c", "print('why'); raise SystemExit(3)"], tmp_path, log, 60)
    with pytest.raises(FailedError, match="more than 0 s"):
        measure([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, log, 0.2)


@pytest.mark.parametrize("module", [benchmarks.edits, results])
def test_examples_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
