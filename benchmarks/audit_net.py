"""What the audit asks about: how many of the errors of our conversion, and how much that is right.

    .venv/bin/python -m benchmarks.audit_net overlaps
    .venv/bin/python -m benchmarks.audit_net held-out FOLDER [OWNER/NAME …]
    .venv/bin/python -m benchmarks.audit_net traditional FILE …
    .venv/bin/python -m benchmarks.audit_net simplified [--list] FILE …

`overlaps` are words that end inside one another (overlaps.tsv); `held-out` is the part of the sources that
`benchmarks.learn_contexts` did not learn from. A Traditional text is one whose right forms are known; it may
have the Simplified text before it, and a tab. Of Simplified text the questions are counted, and with --list
printed, to be read.
Choices that are the house's (佔 or 占) are no errors.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.learn_contexts import examples
from benchmarks.open_text import SOURCES, is_held_out, read_lines
from sitegen.text.characters import HAN
from sitegen.text.script.ambiguity import find_choices, find_doubt
from sitegen.text.script.conversion import converter

OVERLAPS = Path(__file__).with_name("overlaps.tsv")
# Enough of each source for a figure that would not change much with more.
MOST_LINES = 6000
_HAN = re.compile(f"[{HAN}]")


def main() -> None:
    """Print a line a text; the errors that nobody is asked about below it."""
    parser = argparse.ArgumentParser(description="What the audit asks about.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("overlaps")
    held_out = kinds.add_parser("held-out")
    held_out.add_argument("folder", type=Path)
    held_out.add_argument("repositories", nargs="*")
    for name in ("traditional", "simplified"):
        kind = kinds.add_parser(name)
        kind.add_argument("files", nargs="+", type=Path)
        kind.add_argument("--list", action="store_true", help="print each question")
    arguments = parser.parse_args()
    if arguments.kind == "overlaps":
        measure_overlaps()
    elif arguments.kind == "held-out":
        for source in SOURCES:
            if not arguments.repositories or source.repository in arguments.repositories:
                lines = (
                    line
                    for name, line in read_lines(arguments.folder, source)
                    if is_held_out(name) or not source.is_learned
                )
                measure_errors(source.repository, islice(lines, MOST_LINES), source.profile)
    elif arguments.kind == "traditional":
        for file in arguments.files:
            lines = (line.rpartition("\t")[2] for line in file.read_text(encoding="utf-8").splitlines())
            measure_errors(file.name, lines, "s2tw")
    else:
        for file in arguments.files:
            count_questions(file, is_listed=arguments.list)


def measure_overlaps() -> None:
    """Print how many of the overlaps are right, or asked about."""
    convert = converter("s2tw")
    count = right = asked = silent = 0
    for line in OVERLAPS.read_text(encoding="utf-8").splitlines():
        words, _, written = line.partition("\t")
        text = words.replace("|", "")
        border = words.index("|")
        ours = convert(text)
        is_asked = any(
            find_doubt(text, choice)
            for choice in find_choices(text, ours, convert)
            if abs(choice.offset - border + 0.5) < 2
        )
        count += 1
        right += ours == written
        asked += ours != written and is_asked
        if ours != written and not is_asked:
            silent += 1
            print(f"  {words}: {ours}, not {written}")
    print(f"{count} overlaps: {right} right, {asked} of the others asked about, {silent} wrong in silence")


def measure_errors(name: str, lines: Iterable[str], profile: str) -> None:
    """Print how many errors the net catches, and how often it asks."""
    characters = errors = caught = questions = 0
    missed = []
    for line in lines:
        characters += len(_HAN.findall(line))
        for example in examples(line, profile):
            choice = example.choice
            is_error = choice.taken != example.right and not example.is_free
            is_asked = find_doubt(example.text, choice) is not None
            questions += is_asked
            errors += is_error
            caught += is_error and is_asked
            if is_error and not is_asked:
                missed.append(f"  {around(example.text, choice.offset)} {choice.taken}, not {example.right}")
    print(
        f"{name}: {characters} Chinese characters, {errors} errors, {caught} asked about;"
        f" {questions} questions, {1000 * questions / characters:.2f} in 1,000 characters,"
        f" {1000 * (questions - caught) / characters:.2f} about what is right"
    )
    print("\n".join(missed))


def count_questions(file: Path, *, is_listed: bool) -> None:
    """Print how often the net asks in Simplified text."""
    characters = questions = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        characters += len(_HAN.findall(line))
        for said in questions_in(line):
            questions += 1
            if is_listed:
                print(said)
    print(
        f"{file}: {characters} Chinese characters, {questions} questions,"
        f" {1000 * questions / max(characters, 1):.2f} in 1,000"
    )


def questions_in(line: str) -> Iterator[str]:
    """Yield the questions about a line of Simplified text."""
    convert = converter("s2tw")
    for choice in find_choices(line, convert(line), convert):
        doubt = find_doubt(line, choice)
        if doubt:
            word = doubt.overlapping.word if doubt.overlapping else ""
            yield f"{around(line, choice.offset)}\t{choice.printed}\t{doubt.likelihood}\t{word}"


def around(text: str, offset: int) -> str:
    """Return the character in brackets with what stands around it."""
    return f"{text[max(0, offset - 6) : offset]}[{text[offset]}]{text[offset + 1 : offset + 7]}"


if __name__ == "__main__":
    main()
