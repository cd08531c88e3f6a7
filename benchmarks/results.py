"""What was measured: kept as JSON, told as a table and as a chart."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# The cases in the order in which they are measured, each with what readers call it.
CASES: Mapping[str, str] = {
    "cold": "cold",
    "word": "one word",
    "title": "a title",
    "term": "a term",
    "navigation": "the menu",
    "template": "a template",
    "nothing": "nothing",
    "preview": "save to preview",
}
YARDSTICK = "hugo"
_TABLE = ("<!-- table: written by benchmarks.speed -->", "<!-- end of table -->")


@dataclass(frozen=True, slots=True)
class Result:
    """One run: which generator, how many page pairs, which case, and what it took.

    A preview has neither CPU seconds nor memory of its own: its server runs on.
    """

    size: int
    peer: str
    case: str
    seconds: float
    cpu: float | None = None
    mib: float | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What a generator made of a corpus: HTML files and their bytes."""

    size: int
    peer: str
    files: int
    mib: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that is known, of this run and of earlier ones."""

    runs: tuple[Result, ...] = ()
    sites: tuple[Site, ...] = ()
    # On what, and when, the last of them was measured.
    machine: str = ""

    def with_new(self, runs: Sequence[Result], sites: Sequence[Site], machine: str = "") -> Results:
        """Return these with new ones in the place of older ones of the same generator, size and case."""
        new = {(each.size, each.peer, each.case) for each in runs}
        renewed = {(each.size, each.peer) for each in sites}
        return Results(
            (*(each for each in self.runs if (each.size, each.peer, each.case) not in new), *runs),
            (*(each for each in self.sites if (each.size, each.peer) not in renewed), *sites),
            machine or self.machine,
        )

    @property
    def sizes(self) -> Sequence[int]:
        """Every size that was measured, the smallest first."""
        return sorted({each.size for each in self.runs})

    def of(self, size: int, peer: str, case: str) -> Sequence[Result]:
        """Return the runs of one generator in one case."""
        return [each for each in self.runs if (each.size, each.peer, each.case) == (size, peer, case)]


def load(file: Path) -> Results:
    """Return what a file keeps, nothing where there is none."""
    if not file.exists():
        return Results()
    kept = json.loads(file.read_text("utf-8"))
    return Results(
        tuple(Result(**each) for each in kept["runs"]),
        tuple(Site(**each) for each in kept["sites"]),
        kept["machine"],
    )


def save(results: Results, file: Path) -> None:
    """Keep results in a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(results), indent=1) + "\n", "utf-8")


def tables(results: Results, names: Mapping[str, str], differs: Mapping[str, str]) -> str:
    """Return all results as Markdown; `names` are the generators in their order, `differs` what they make."""
    parts = [f"Last measured: {results.machine}."] if results.machine else []
    if told := [f"- {names[peer]}: {differs[peer]}." for peer in names if peer in differs]:
        parts += ["What each of them makes of the corpus:", "\n".join(told)]
    for size in results.sizes:
        parts.append(f"### {size:,} page pairs")
        if sites := _sites(results, size, names):
            parts.append(f"HTML files: {sites}")
        for title, value in _KINDS.items():
            if table := _table(results, size, names, title, value):
                parts.append(table)
    return "\n\n".join(parts)


def insert(text: str, said: str) -> str:
    """Return a page with the tables between its two marks."""
    before, mark, rest = text.partition(_TABLE[0])
    _, end, after = rest.partition(_TABLE[1])
    assert mark, _TABLE[0]
    assert end, _TABLE[1]
    return f"{before}{mark}\n\n{said}\n\n{end}{after}"


# What each table shows; small numbers need more digits.
_KINDS: Mapping[str, Callable[[Result], float | None]] = {
    "seconds": lambda result: result.seconds,
    "CPU seconds": lambda result: result.cpu,
    "MiB": lambda result: result.mib,
}


def median(
    runs: Iterable[Result], value: Callable[[Result], float | None] = _KINDS["seconds"]
) -> float | None:
    """Return the median of what was measured, None where nothing was."""
    values = [each for run in runs if (each := value(run)) is not None]
    return statistics.median(values) if values else None


def said(value: float) -> str:
    """Return a number in three digits.

    >>> said(0.0412), said(1.234), said(159.4), said(1290.2)
    ('0.041', '1.23', '159', '1290')
    """
    for digits, least in ((0, 100), (1, 10), (2, 0.1)):
        if value >= least:
            return f"{value:.{digits}f}"
    return f"{value:.3f}"


def _sites(results: Results, size: int, names: Mapping[str, str]) -> str:
    of = {each.peer: each for each in results.sites if each.size == size}
    return "; ".join(
        f"{named} {of[peer].files:,} ({said(of[peer].mib)} MiB)"
        for peer, named in names.items()
        if peer in of
    )


def _table(
    results: Results, size: int, names: Mapping[str, str], title: str, value: Callable[[Result], float | None]
) -> str:
    cases = [
        case
        for case in CASES
        if any(median(results.of(size, peer, case), value) is not None for peer in names)
    ]
    if not cases:
        return ""
    lines = [
        f"| {title} | {' | '.join(CASES[case] for case in cases)} |",
        "|---" + "|---:" * len(cases) + "|",
    ]
    for peer, named in names.items():
        cells = [_cell(results, size, peer, case, value) for case in cases]
        if any(cells):
            lines.append(f"| {named} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(results: Results, size: int, peer: str, case: str, value: Callable[[Result], float | None]) -> str:
    values = [each for run in results.of(size, peer, case) if (each := value(run)) is not None]
    if not values:
        return ""
    middle = statistics.median(values)
    spread = f" ({said(min(values))}–{said(max(values))})" if len(values) > 1 else ""
    theirs = median(results.of(size, YARDSTICK, case), value)
    ratio = f"<br>{said(middle / theirs)} ×" if theirs and peer != YARDSTICK else ""
    return f"**{said(middle)}**{spread}{ratio}"
