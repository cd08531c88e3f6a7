"""What authors are told: rules, what breaks one at a place, and how it can be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, IntEnum

from sitegen.model.places import Place
from sitegen.values import dataclass


class Severity(IntEnum):
    """What a diagnostic stops: ERROR the build, GATE only `check`, the others nothing."""

    ERROR = 1
    GATE = 2
    WARNING = 3
    NOTE = 4


class Sought(Enum):
    """When a rule is looked for: at every build, before a publication alone, or against the whole texts."""

    BUILD = "build"
    CHECK = "check"
    VERIFY = "sources verify"


class Stage(IntEnum):
    """A step of a build that cannot be taken where a rule is broken; nor can those behind it."""

    # Looking for what is looked for before a publication alone: that converts text.
    GATES = 1
    # Planning the pages.
    PLAN = 2


@dataclass(frozen=True, slots=True, order=True)
class Mend:
    """What to put in the place of words that stand at `place`, within one line of a file.

    The words are replaced only where the line has `before`, `written` and `after`, one directly behind the
    other. `is_markup` says that the change is to be read as markup: a list, a heading, a link begins with it.
    """

    place: Place
    # The words that stand there, and those that are to stand there.
    written: str
    better: str
    before: str = ""
    after: str = ""
    is_markup: bool = False


# What a message is filled in with: words of authors, names, numbers, lists of words.
Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `sitegen.rules`; called with a place and what breaks it there, it gives the diagnostic.

    `MISQUOTED(place, words="…", cited=("O-2",))` holds values, no sentences: the catalogues have those.
    """

    # What stands in brackets behind a message, and the name of its page in docs/rules.
    name: str
    # What it weighs where neither its case nor the site says otherwise.
    severity: Severity = Severity.ERROR
    # The names of what it says, parted by blanks; a rule that says one thing only needs none.
    cases: str = ""
    # Cases that weigh otherwise than the rule.
    weights: tuple[tuple[str, Severity], ...] = ()
    # Whether a site may weigh it otherwise.
    is_adjustable: bool = False
    # Whether `check --fix` mends it, where it safely can.
    is_mended: bool = False
    # Whether it is about characters that reading leaves out: they stand where the file has them.
    is_of_characters: bool = False
    # Who looks for it.
    sought: Sought = Sought.BUILD
    # The first step that cannot be taken where it is broken.
    stops: Stage | None = None

    def __str__(self) -> str:
        return self.name

    def __call__(
        self,
        place: Place,
        case: str = "",
        *,
        also: tuple[Place, ...] = (),
        mends: tuple[Mend, ...] = (),
        **values: Value,
    ) -> Diagnostic:
        """Return that this rule is broken at `place`; raises KeyError for a case that it does not have."""
        if case not in (self.cases.split() or [""]):
            raise KeyError(f"{self.name} has no case `{case}`")
        severity = dict(self.weights).get(case, self.severity)
        return Diagnostic(place, self, case, (), also, mends, severity).with_values(values)


def _plain(value: Value) -> Value:
    """Return words without the place that they remember: values are compared, pickled and printed."""
    if isinstance(value, str):
        return str(value)
    return tuple(str(each) for each in value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing an author should mend: where it is, which rule is broken, and by what.

    `say` of `sitegen.rules.catalogue` tells it in a language.
    """

    # Where it is to be mended.
    place: Place
    # The rule that is broken.
    rule: Rule
    # Which of the things that the rule may say.
    case: str = ""
    # What the sentences are filled in with, sorted by name.
    values: tuple[tuple[str, Value], ...] = ()
    # Other places that belong to it: the partner's heading, who took the address first.
    also: tuple[Place, ...] = ()
    # What `check --fix` does about it, all of it or nothing; empty where only an author can tell.
    mends: tuple[Mend, ...] = ()
    # What it weighs on this site.
    severity: Severity = Severity.ERROR

    def with_values(self, values: Mapping[str, Value]) -> Diagnostic:
        """Return the diagnostic with more values to fill its sentences in with."""
        given = {**dict(self.values), **{name: _plain(value) for name, value in values.items()}}
        return replace(self, values=tuple(sorted(given.items())))

    def __lt__(self, other: Diagnostic) -> bool:
        return self.order() < other.order()

    def order(self) -> tuple[object, ...]:
        """Return what diagnostics are sorted by; who sorts many of them asks each but once."""
        values = tuple((name, str(value)) for name, value in self.values)
        return (self.place, self.rule.name, self.case, values, self.also, self.severity, self.mends)
