"""Lighthouse on a phone with a slow line: full marks on each type of page, in every edition."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from conftest import CHROMIUM
from crawl import Site
from needs import need

AUDITOR = Path(__file__).parent / "lighthouse"
RUNS = 3
FULL = 100
# Of one run, while the median is full: the machine that simulates the phone has other things to do.
LEAST_PERFORMANCE = 95

PREFIXES = ("zh-hans", "zh-hant-hk", "zh-hant-tw", "en")
PAGES = {
    "home": "",
    "explainer": "city-spirit/",
    "bilingual": "city-spirit/bilingual/",
    "glossary": "glossary/",
    "source": "sources/opinions/",
    "search": "search/",
}
# English readers are led to the bilingual page of the Simplified edition.
CASES = [(page, prefix) for page in PAGES for prefix in PREFIXES if (page, prefix) != ("bilingual", "en")]

# What fails by design: the page, the category, the audit, and why. It must fail, or be taken off this list.
EXCEPTIONS = {
    ("search", "seo", "is-crawlable"): "the page says `noindex`: without a query it has nothing to be found",
}

Run = dict[str, Any]
Audit = Callable[[str], Run]


@pytest.fixture(scope="module")
def audit(chromium: str) -> Iterator[Audit]:
    """One run of Lighthouse over an address; all share one browser."""
    if not (AUDITOR / "node_modules" / "lighthouse").is_dir():
        pytest.fail("Lighthouse is not installed: run tests/setup.sh quality", pytrace=False)
    command = [need("node"), str(AUDITOR / "audit.mjs"), chromium, *CHROMIUM]
    with subprocess.Popen(
        command, cwd=AUDITOR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as node:
        assert node.stdin
        assert node.stdout
        to_node, from_node = node.stdin, node.stdout

        def ask(address: str) -> Run:
            to_node.write(f"{address}\n")
            to_node.flush()
            answer = from_node.readline()
            assert answer, f"{address}: Lighthouse broke off; see its message above"
            return json.loads(answer)

        yield ask
        to_node.close()


def faults(page: str, run: Run) -> Iterator[str]:
    """What is amiss in one run: all audits but those of speed, whose score is a matter of the median."""
    if run["error"] or run["warnings"]:
        yield f"the run itself: {run['error']} {run['warnings']}"
    failing = {(page, each["category"], each["id"]): told(each) for each in run["failing"]}
    expected = {exception for exception in EXCEPTIONS if exception[0] == page}
    yield from (text for key, text in failing.items() if key[1] != "performance" and key not in expected)
    yield from (f"{' '.join(key)} does not fail: take it off the list" for key in expected - failing.keys())
    for category, score in run["scores"].items():
        is_excepted = any(exception[1] == category for exception in expected)
        if category != "performance" and not is_excepted and percent(score) < FULL:
            yield f"{category}: {percent(score)}"


def told(failing: dict[str, Any]) -> str:
    """An audit that failed, with the elements it complains of."""
    elements = "".join(f"\n    {element}" for element in failing["elements"][:10])
    return f"{failing['category']}: {failing['id']}: {failing['says']}{elements}"


def percent(score: float | None) -> int:
    """A score as readers of Lighthouse know it; where something could not be scored, nothing."""
    return round((score or 0) * 100)


@pytest.mark.parametrize(("page", "prefix"), CASES)
def test_marks_are_full(
    audit: Audit, origin: str, built_site: Site, figures: list[str], page: str, prefix: str
) -> None:
    """Accessibility, best practices and search in every run, performance as the median."""
    address = f"{prefix}/{PAGES[page]}"
    runs = [audit(origin + address) for _ in range(RUNS)]
    row(figures, page, built_site.editions[prefix], runs)
    found = [f"run {number}: {fault}" for number, run in enumerate(runs, 1) for fault in faults(page, run)]
    speeds = [percent(run["scores"]["performance"]) for run in runs]
    if median(speeds) < FULL or min(speeds) < LEAST_PERFORMANCE:
        slow = {told(each) for run in runs for each in run["failing"] if each["category"] == "performance"}
        found.append(f"performance: {speeds}\n" + "\n".join(sorted(slow)))
    assert not found, f"{address}:\n" + "\n".join(found)


HEAD = (
    "page",
    "edition",
    "perf.",
    "acc.",
    "best",
    "SEO",
    "LCP ms",
    "CLS",
    "TBT ms",
    "bytes",
    "requests",
    "machine",
)
COLUMNS = "{:10} {:11} {:>11} {:>5} {:>5} {:>5} {:>7} {:>6} {:>7} {:>8} {:>9} {:>8}"


def row(figures: list[str], page: str, edition: str, runs: list[Run]) -> None:
    """Add a line to the table: medians, and of performance each run as well."""
    if not any(line.startswith("page ") for line in figures):
        figures.append(COLUMNS.format(*HEAD))
    measures = ("lcp", "cls", "tbt", "bytes", "requests", "machine")
    middle = {name: median(run[name] for run in runs) for name in measures}
    speeds = "/".join(str(percent(run["scores"]["performance"])) for run in runs)
    marks = [
        median(percent(run["scores"][category]) for run in runs)
        for category in ("accessibility", "best-practices", "seo")
    ]
    figures.append(
        COLUMNS.format(
            page,
            edition,
            speeds,
            *marks,
            round(middle["lcp"]),
            f"{middle['cls']:.3f}",
            round(middle["tbt"]),
            round(middle["bytes"]),
            round(middle["requests"]),
            round(middle["machine"]),
        )
    )
