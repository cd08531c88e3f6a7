"""Measure builds of this generator and of others, turn by turn, and write the table of benchmarks/README.md.

    .venv/bin/python -m benchmarks.install_peers                   once: the others, below .cache/peers
    .venv/bin/python -m benchmarks.speed                           all of it, for hours
    .venv/bin/python -m benchmarks.speed --sizes 100 --cases cold,word --peers hugo -n 3
    .venv/bin/python -m benchmarks.speed -n 0                      table and chart again, from what is kept

Nothing else should run meanwhile. Results are kept below .cache/benchmarks; a run of some of them leaves the
others as they were.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count

import click

from benchmarks import chart, results
from benchmarks.corpus import ROOT, Corpus, plan_corpus, write_corpus
from benchmarks.measure import FailedError, Measured, measure
from benchmarks.peers.peer import Peer
from benchmarks.peers.table import NAMES, PEERS
from benchmarks.results import CASES, Result, Site
from benchmarks.watching import waits

WORK = ROOT / ".cache" / "benchmarks"
KEPT = WORK / "results.json"
PAGE = ROOT / "benchmarks" / "README.md"
CHART = ROOT / "docs" / "speed.svg"
# What a corpus is made of: where these are as they were, so is the corpus.
_MAKERS = ("corpus.py", "corpus_pages.py", "harbour.yaml")


class Bench:
    """The site of one generator at one size, and what is measured of it."""

    def __init__(self, peer: Peer, corpus: Corpus, size: int, limit: float) -> None:
        self.peer, self.corpus, self.size, self.limit = peer, corpus, size, limit
        self.folder = WORK / str(size) / peer.name
        self.root = self.folder / "site"
        self.into = peer.output(self.root)
        self.edits = peer.edits(corpus)
        self.turns = count()
        self.runs: list[Result] = []
        self.is_built = False
        self.failed: str | None = None

    def lay_out(self) -> None:
        """Write the site anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.root.mkdir(parents=True)
        self.peer.write(self.corpus, WORK / str(self.size) / "corpus", self.root)

    def measure(self, case: str) -> Iterator[Result]:
        """Build once in a case, see that the output shows the edit, and yield what it took."""
        if case == "cold":
            self._forget()
        elif not self.is_built:
            self._build()
        edit = self.edits.get(case)
        mark = edit.apply(self.root, next(self.turns)) if edit else ""
        took = self._build()
        if edit and mark not in (self.into / edit.shown).read_text("utf-8"):
            raise FailedError(f"the output does not show the edit: {case}")
        result = Result(self.size, self.peer.name, case, took.seconds, took.cpu, took.mib)
        self.runs.append(result)
        yield result

    def preview(self, rounds: int) -> Iterator[Result]:
        """Serve the site, save one word in each round, and yield what each took."""
        turns = [next(self.turns) for _ in range(rounds)]
        log = self.folder / "serve.log"

        def command(port: int) -> Sequence[str]:
            return self.peer.serve(self.root, port)

        for seconds in waits(command, self.root, self.edits["word"], turns, log, self.limit):
            result = Result(self.size, self.peer.name, "preview", seconds)
            self.runs.append(result)
            yield result

    def site(self) -> Site | None:
        """Return what the last build made."""
        if not self.is_built:
            return None
        sizes = [file.stat().st_size for file in self.into.rglob("*.html")]
        return Site(self.size, self.peer.name, len(sizes), sum(sizes) / 2**20)

    def _build(self) -> Measured:
        took = measure(
            self.peer.build(self.root, self.into), self.root, self.folder / "build.log", self.limit
        )
        self.is_built = True
        return took

    def _forget(self) -> None:
        for path in (self.into, *(self.root / name for name in self.peer.leavings)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def corpus_of(size: int) -> Corpus:
    """Return the corpus of a size, written unless it lies there as it would be."""
    folder = WORK / str(size) / "corpus"
    made_by = hashlib.sha256(
        b"".join((ROOT / "benchmarks" / name).read_bytes() for name in _MAKERS)
    ).hexdigest()
    note = WORK / str(size) / "corpus.sha256"
    if note.exists() and note.read_text("utf-8") == made_by:
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        return plan_corpus(size)
    shutil.rmtree(folder, ignore_errors=True)
    corpus = write_corpus(size, folder)
    note.write_text(made_by, "utf-8")
    return corpus


def run(size: int, peers: Sequence[Peer], cases: Sequence[str], rounds: int, limit: float) -> Iterator[Bench]:
    """Measure all generators turn by turn, and yield each whenever more is known of it."""
    corpus = corpus_of(size)
    benches = [Bench(peer, corpus, size, limit) for peer in peers]
    for bench in benches:
        bench.lay_out()
    for turn in range(rounds):
        for case in (case for case in cases if case != "preview"):
            # Who begins changes from round to round.
            for bench in [*benches[turn % len(benches) :], *benches[: turn % len(benches)]]:
                if not bench.failed:
                    _tell(bench, bench.measure(case))
                    yield bench
    for bench in benches:
        if "preview" in cases and not bench.failed:
            _tell(bench, bench.preview(rounds))
            yield bench


def _tell(bench: Bench, work: Iterator[Result]) -> None:
    """Print results as they come; a generator that fails is left out from then on."""
    try:
        for result in work:
            cpu = f", CPU {result.cpu:.2f} s, {result.mib:.0f} MiB" if result.cpu is not None else ""
            click.echo(f"{result.size:5} {result.peer:10} {result.case:10} {result.seconds:8.2f} s{cpu}")
    except FailedError as error:
        bench.failed = str(error)
        click.echo(f"{bench.size:5} {bench.peer.name:10} left out: {error}", err=True)


def write_page(kept: results.Results) -> None:
    """Write the tables into their page, and the chart of the largest size that was compared."""
    names = {peer: name for peer, name in NAMES.items() if any(each.peer == peer for each in kept.runs)}
    differs = {peer: PEERS[peer].differs for peer in names}
    said = results.tables(kept, names, differs)
    PAGE.write_text(results.insert(PAGE.read_text("utf-8"), said), "utf-8")
    compared = [
        size for size in kept.sizes if len({each.peer for each in kept.runs if each.size == size}) > 1
    ]
    if compared:
        CHART.write_text(chart.draw(kept, names, compared[-1]), "utf-8")


def _machine() -> str:
    """Return what can be known of this machine, and the day."""
    day = datetime.now(UTC).date()
    return f"{day}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _listed(_context: click.Context, _option: click.Parameter, value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


@click.command()
@click.option("--sizes", default="10,100,1000", show_default=True, callback=_listed)
@click.option("--cases", default=",".join(CASES), show_default=True, callback=_listed)
@click.option("--peers", default=",".join(PEERS), show_default=True, callback=_listed)
@click.option("-n", "--rounds", default=5, show_default=True)
@click.option(
    "--limit", default=900.0, show_default=True, help="Seconds after which a build or a preview is given up."
)
def main(sizes: list[str], cases: list[str], peers: list[str], rounds: int, limit: float) -> None:
    """Measure, keep what was measured, and write the tables."""
    for known, asked in ((CASES, cases), (PEERS, peers)):
        if unknown := sorted({*asked} - {*known}):
            raise click.UsageError(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    missing = [name for name in peers if not PEERS[name].installed()]
    for name in missing:
        click.echo(f"{name} is not installed: run python -m benchmarks.install_peers", err=True)
    # Servers of previews are to end with this one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kept = results.load(KEPT)
    chosen = [PEERS[name] for name in peers if name not in missing]
    # In the order in which they depend on one another: a cold build first.
    ordered = [case for case in CASES if case in cases]
    for size in map(int, sizes if rounds else ()):
        for bench in run(size, chosen, ordered, rounds, limit):
            kept = kept.with_new(bench.runs, [site for site in [bench.site()] if site], _machine())
            results.save(kept, KEPT)
    write_page(kept)


if __name__ == "__main__":
    main()
