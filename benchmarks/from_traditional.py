"""What conversion from Traditional text loses: ours and plain OpenCC's, character by character.

    .venv/bin/python -m benchmarks.from_traditional [--profile hk2s] [--round] [--list] FILE …

A file has lines of Simplified, tab, Traditional; or Traditional text alone. With a Simplified side it counts
the places in which ours and OpenCC's differ from it; without one nothing says what is right, and it counts
where the two differ from one another, for a reader to judge (`--list`). With `--round` a file has Simplified
text (the Traditional side of pairs is not read): ours makes Traditional of it, and both lead back. Quotation
marks are not compared.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitegen.text.characters import is_han
from sitegen.text.script.conversion import converter

FORTH = {"tw2s": "s2tw", "hk2s": "s2hk"}
AROUND = 5


def read_lines(file: Path, profile: str, *, is_round: bool) -> Iterator[tuple[str, str]]:
    """Yield Traditional lines, each with the Simplified that is right, or ""."""
    forth = converter(FORTH[profile])
    for line in file.read_text(encoding="utf-8").splitlines():
        simplified, tab, traditional = line.partition("\t")
        if is_round:
            yield forth(simplified), simplified
        elif not tab:
            yield line, ""
        elif len(simplified) == len(traditional):
            yield traditional, simplified


def main() -> None:
    """Print a row for each file, and the places that are asked for."""
    parser = argparse.ArgumentParser(description="What conversion from Traditional text loses.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--profile", choices=FORTH, default="tw2s", help="where the text is from (tw2s)")
    parser.add_argument("--round", action="store_true", help="the files are Simplified: there and back")
    parser.add_argument("--list", action="store_true", help="print the places, too")
    arguments = parser.parse_args()
    own, plain = converter(arguments.profile), converter(arguments.profile, is_guarded=False)
    print(f"{'file':<24}{'Han':>10}{'ours':>8}{'OpenCC':>8}{'differ':>8}")
    for file in arguments.files:
        counts: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for written, right in read_lines(file, arguments.profile, is_round=arguments.round):
            rows = zip(written, own(written), plain(written), right or written, strict=True)
            for offset, (character, ours, theirs, truth) in enumerate(rows):
                counts["Han"] += is_han(character)
                is_known = bool(right) and is_han(truth)
                counts["ours"] += is_known and ours != truth
                counts["OpenCC"] += is_known and theirs != truth
                counts["differ"] += ours != theirs
                if ours != theirs or (is_known and ours != truth):
                    around = written[max(0, offset - AROUND) : offset + AROUND + 1]
                    said = f" right {truth}" if is_known else ""
                    places[f"{character} ours {ours} OpenCC {theirs}{said}\t{around}"] += 1
        figures = "".join(f"{counts[key]:>8}" for key in ("ours", "OpenCC", "differ"))
        print(f"{file.name:<24}{counts['Han']:>10,}{figures}")
        if arguments.list:
            for place, count in sorted(places.items()):
                print(f"{count}\t{place}")


if __name__ == "__main__":
    main()
