"""Short contexts of the characters that guards decide, each with its right form: what tests/fixtures keeps.

    .venv/bin/python -m benchmarks.contexts FILE … > tests/fixtures/contexts.tsv

The files are as for `benchmarks.accuracy`. Kept are the places where plain OpenCC writes what the text has,
also when it sees no more than the context: there a guard can only do harm. One line a context: what stands
before the character, the character, its form, what stands behind it. A context of which two characters before
and one behind were seen is not printed again. The first line says how many Chinese characters were read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import opencc

from benchmarks.accuracy import load_fold, read_pairs
from sitegen.text.characters import is_han
from sitegen.text.script.guards import load_guards

PROFILE = "s2tw"
BEFORE, AFTER = 3, 3


def main() -> None:
    """Print the contexts of the files."""
    parser = argparse.ArgumentParser(description="Short contexts of the characters that guards decide.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="text with its Traditional form")
    pairs = [pair for file in parser.parse_args().files for pair in read_pairs(file, PROFILE)]
    print(f"# {sum(is_han(character) for simplified, _ in pairs for character in simplified)}")
    for context in contexts(pairs):
        print("\t".join(context))


def contexts(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what stands before a character, the character, its form, and what stands behind."""
    fold, plain = load_fold(PROFILE), opencc.OpenCC(PROFILE).convert
    decided = {pattern.char for pattern in load_guards(PROFILE).patterns}
    seen: set[tuple[str, str, str]] = set()
    for simplified, traditional in pairs:
        truth, theirs = fold(traditional), fold(plain(simplified))
        for offset, character in enumerate(simplified):
            if character not in decided or truth[offset] != theirs[offset]:
                continue
            before, after = simplified[max(0, offset - BEFORE) : offset], simplified[offset + 1 :][:AFTER]
            key = before[-2:], character, after[:1]
            alone = fold(plain(before + character + after))
            if key not in seen and alone[len(before)] == truth[offset]:
                seen.add(key)
                yield before, character, truth[offset], after


if __name__ == "__main__":
    main()
