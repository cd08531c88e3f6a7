"""How often a character comes out wrong: ours and plain OpenCC against text whose Traditional form is known.

    .venv/bin/python -m benchmarks.accuracy [--profile s2hk] [--list worse|better|both|all] FILE …

A file has lines of Simplified, tab, Traditional; or Traditional text alone, which OpenCC's `tw2s` (`hk2s`)
simplifies first. What this package prints as a matter of policy (glyphs, regional words), and the forms
that `folds.yaml` calls the same, count as the same. For each file it prints the places that differ from the
truth, in 10,000 Chinese characters, and in 100,000 those where ours alone is wrong (*worse*) and those where
OpenCC alone is (*better*). They are differences, not errors: the truth has a house style, and faults, of
its own.

`--list` prints the places in families, the largest first: how many, the character between its neighbours,
the three forms, the words around it. *worse*, *better*: as above; *both*: where both are wrong; *all*: where
ours is.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opencc
import yaml

from sitegen.text.characters import is_han
from sitegen.text.script.conversion import PROFILES, converter
from sitegen.text.script.guards import load_guards
from sitegen.text.words import Replacer, any_of

FOLDS = Path(__file__).with_name("folds.yaml")
BACK = {"s2tw": "tw2s", "s2hk": "hk2s"}
AROUND = 8
KINDS = ("worse", "better", "both", "all")


@dataclass(frozen=True, slots=True)
class Place:
    """A character of which the truth or one of the converters has another form."""

    line: str
    offset: int
    truth: str
    own: str
    plain: str

    @property
    def kind(self) -> str:
        """Which converter is wrong: ours ("worse"), OpenCC ("better"), or both."""
        if self.own == self.truth:
            return "better"
        return "worse" if self.plain == self.truth else "both"

    def around(self, before: int = AROUND, after: int = AROUND) -> tuple[str, str]:
        """Return what stands before the character and behind it."""
        start = max(0, self.offset - before)
        return self.line[start : self.offset], self.line[self.offset + 1 : self.offset + 1 + after]


class Fold:
    """Writes one of the forms that count as the same, so that two texts can be compared."""

    def __init__(self, forms: Iterable[Iterable[str]]) -> None:
        self._forms = {form: group[0] for group in map(tuple, forms) for form in group[1:]}
        self._expression = any_of(self._forms)

    def __call__(self, text: str) -> str:
        """Return `text` with one form for each that counts as the same; the length stays."""
        return self._expression.sub(lambda found: self._forms[found[0]], text) if self._expression else text


@cache
def load_fold(profile: str) -> Callable[[str], str]:
    """Return what makes two texts of `profile` comparable; raises ValueError for forms of other lengths."""
    groups = [forms for row in yaml.safe_load(FOLDS.read_text(encoding="utf-8")) for forms in row["forms"]]
    for forms in groups:
        if len({len(form) for form in forms}) != 1:
            raise ValueError(f"{FOLDS.name}: {forms} differ in length")
    fold, words, glyphs = Fold(groups), Replacer(load_guards(profile).words), converter(profile).write_glyphs
    return lambda text: fold(glyphs(words(text)))


def read_pairs(file: Path, profile: str) -> Iterator[tuple[str, str]]:
    """Yield Simplified and Traditional lines of the same length."""
    back = opencc.OpenCC(BACK[profile])
    for line in file.read_text(encoding="utf-8").splitlines():
        simplified, tab, traditional = line.partition("\t")
        if not tab:
            simplified, traditional = back.convert(line), line
        if len(simplified) == len(traditional):
            yield simplified, traditional


def compare(pairs: Iterable[tuple[str, str]], profile: str) -> Iterator[Place]:
    """Yield the places where the truth, ours and plain OpenCC's are not all the same, folded."""
    fold, own, plain = load_fold(profile), converter(profile), opencc.OpenCC(profile).convert
    for simplified, traditional in pairs:
        results = [fold(text) for text in (traditional, own(simplified), plain(simplified))]
        for offset, (truth, ours, theirs) in enumerate(zip(*results, strict=True)):
            if (ours != truth or theirs != truth) and is_han(simplified[offset]):
                yield Place(simplified, offset, truth, ours, theirs)


def main() -> None:
    """Print the figures of each file, and the places that are asked for."""
    parser = argparse.ArgumentParser(description="How often a character comes out wrong.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="text with its Traditional form")
    parser.add_argument("--profile", choices=PROFILES, default="s2tw", help="the region (s2tw)")
    parser.add_argument("--list", choices=KINDS, help="print the places, too")
    arguments = parser.parse_args()
    print(f"{'file':<24}{'Han':>10}{'ours':>8}{'OpenCC':>8}{'worse':>8}{'better':>8}")
    for file in arguments.files:
        pairs = list(read_pairs(file, arguments.profile))
        characters = sum(is_han(character) for simplified, _ in pairs for character in simplified)
        places = list(compare(pairs, arguments.profile))
        counts = Counter(place.kind for place in places)
        ten_thousand, hundred_thousand = 10_000 / (characters or 1), 100_000 / (characters or 1)
        print(
            f"{file.name:<24}{characters:>10,}"
            f"{(counts['worse'] + counts['both']) * ten_thousand:>8.2f}"
            f"{(counts['better'] + counts['both']) * ten_thousand:>8.2f}"
            f"{counts['worse'] * hundred_thousand:>8.2f}{counts['better'] * hundred_thousand:>8.2f}"
        )
        if arguments.list:
            wanted = ("worse", "both") if arguments.list == "all" else (arguments.list,)
            for line in families(place for place in places if place.kind in wanted):
                print(line)


def families(places: Iterable[Place]) -> Iterator[str]:
    """Yield a line for each place, those with one neighbour together, the largest such family first."""
    groups: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda each: each.line[each.offset :]):
        before, after = place.around(1, 1)
        for side in ((before, ""), ("", after)):
            groups[place.line[place.offset], place.truth, place.own, place.plain, *side].append(place)
    seen: set[int] = set()
    for key, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        left = [place for place in members if id(place) not in seen]
        seen.update(map(id, left))
        char, truth, own, plain, before, after = key
        for place in left:
            start, end = place.around()
            forms = f"{truth} ours {own} OpenCC {plain}"
            yield f"{len(left)}\t{before}{char}{after}\t{forms}\t{start}[{char}]{end}"


if __name__ == "__main__":
    main()
