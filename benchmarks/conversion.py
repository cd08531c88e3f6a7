"""Script conversion beside plain OpenCC, in one run: MB/s of UTF-8, and ours as a multiple of OpenCC's time.

    .venv/bin/python -m benchmarks.conversion [FILE …]

Without files it converts the Chinese of this site. Every row is timed in turn, round after round, so that a
change in the machine's speed falls on all of them; the medians are printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import opencc

from sitegen.text.script.conversion import converter
from sitegen.text.script.usages import starts_traditional
from sitegen.text.script.writing import Writing

ROOT = Path(__file__).parents[1]
ROUNDS = 9
BYTES = 1_000_000


def _plain(profile: str) -> Callable[[str], object]:
    # OpenCC has no profile from place to place: there it is ours without guards.
    try:
        return opencc.OpenCC(profile).convert
    except RuntimeError:
        return converter(profile, is_guarded=False)


def main() -> None:
    """Print a table, one row a way of converting, for each profile."""
    files = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "content" / "pages").glob("*.zh.md"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    text *= max(1, BYTES // len(text.encode()))
    paragraphs = text.split("\n")
    megabytes = len(text.encode()) / 1e6
    print(f"{megabytes:.1f} MB of {len(files)} files, medians of {ROUNDS} rounds")
    for profile in ("s2tw", "s2hk", "tw2s", "tw2hk"):
        ours = converter(profile)
        if starts_traditional(profile):
            paragraphs = [converter("s2tw")(paragraph) for paragraph in text.split("\n")]
        layers = Writing(ours, {"互联网": "網際網路", "软件": "軟體", "信息": "資訊"}, has_corner_marks=True)
        rows: dict[str, Callable[[str], object]] = {
            "plain OpenCC": _plain(profile),
            "guards and glyphs": ours,
            "and terms, quotation marks": layers.text,
        }
        times: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(ROUNDS):
            for name, convert in rows.items():
                started = time.perf_counter()
                for paragraph in paragraphs:
                    convert(paragraph)
                times[name].append(time.perf_counter() - started)
        plain = median(times["plain OpenCC"])
        for name, seconds in times.items():
            middle = median(seconds)
            print(f"{profile}  {name:<28}{megabytes / middle:6.1f} MB/s  {middle / plain:5.2f} × plain")


if __name__ == "__main__":
    main()
