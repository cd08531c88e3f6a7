"""Where plain OpenCC and ours differ on running text, for a reader to judge place by place.

    .venv/bin/python -m benchmarks.compare_conversion [--other MODULE:FUNCTION] FILE …

Every line of the files, which hold Simplified text, is converted in both profiles. The other converters'
results are given the regional words and the glyphs of this package before they are compared, so that what
is left is the choice of a character, not the taste of a house. One line a place: the profile, the other
converter, its characters, ours, and ours with the words around it; then the number of places.

FUNCTION takes a line and the profile (s2hk or s2tw). Words that it replaces by others of its region are
listed too, and not comparable. Places without a Chinese character are left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path

import opencc

from sitegen.text.script.conversion import PROFILES, converter
from sitegen.text.script.guards import load_guards
from sitegen.text.words import Replacer

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
AROUND = 12


def main() -> None:
    """Print the places, and how many Chinese characters were read."""
    parser = argparse.ArgumentParser(description="Where plain OpenCC and ours differ, place by place.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Simplified text, UTF-8")
    parser.add_argument("--other", metavar="MODULE:FUNCTION", help="a third converter: (line, profile)")
    arguments = parser.parse_args()
    lines = [line for file in arguments.files for line in file.read_text(encoding="utf-8").splitlines()]
    for profile in PROFILES:
        others = {"OpenCC": opencc.OpenCC(profile).convert}
        if arguments.other:
            others[arguments.other] = third_converter(arguments.other, profile)
        ours, words = converter(profile), Replacer(load_guards(profile).words)
        counts = dict.fromkeys(others, 0)
        for line in lines:
            written = ours(line)
            for name, convert in others.items():
                theirs = ours.write_glyphs(words(convert(line)))
                for other, own, around in places(theirs, written) if theirs != written else ():
                    counts[name] += 1
                    print(profile, name, other, own, around, sep="\t")
        for name, count in counts.items():
            print(f"{profile}: {count} places between {name} and ours")
    print(f"{sum(len(HAN.findall(line)) for line in lines)} Chinese characters in {len(lines)} lines")


def third_converter(name: str, profile: str) -> Callable[[str], str]:
    module, _, function = name.partition(":")
    convert = getattr(import_module(module), function)
    return lambda line: convert(line, profile)


def places(theirs: str, ours: str) -> Iterator[tuple[str, str, str]]:
    """Yield what differs between two results for one line: theirs, ours, and ours with what is around it."""
    matcher = SequenceMatcher(a=theirs, b=ours, autojunk=False)
    for operation, start, end, own_start, own_end in matcher.get_opcodes():
        other, own = theirs[start:end], ours[own_start:own_end]
        if operation == "equal" or not HAN.search(other + own):
            continue
        before = ours[max(0, own_start - AROUND) : own_start]
        yield other, own, f"{before}[{own}]{ours[own_end : own_end + AROUND]}"


if __name__ == "__main__":
    main()
