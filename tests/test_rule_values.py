"""The list of rules, the diagnostics that they make, and the generators that look for them."""

import inspect
import pickle
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import pytest
import small_site
from small_site import GOOD, read, write_site

from sitegen import checks
from sitegen.checks import CHECKS, GATES, MENDING, Check
from sitegen.facts.index import Index
from sitegen.make import make_site
from sitegen.model import Diagnostic, Place, Rule, Severity, Site, Sought, Stage, Words
from sitegen.rules import EDITIONS, FILE_NAME, MISQUOTED, RULES, UNKNOWN_TERM
from sitegen.rules.catalogue import say

PLACE = Place("content/pages/city.zh.md", 6, 1)


def test_a_rule_makes_a_diagnostic() -> None:
    """It holds the place, the values sorted by name, other places and the severity of its case."""
    other = Place("content/sources/opinions.yaml", 9)
    made = MISQUOTED(PLACE, "nowhere", words=Words("海纳", PLACE), cited=("O-2",), also=(other,))
    assert (made.place, made.rule, made.case, made.also) == (PLACE, MISQUOTED, "nowhere", (other,))
    assert made.values == (("cited", ("O-2",)), ("words", "海纳"))
    assert (made.severity, made.mends) == (Severity.ERROR, ())
    assert FILE_NAME(PLACE, "capital", better="a").severity is Severity.WARNING
    assert FILE_NAME(PLACE, "device").severity is Severity.ERROR


def test_values_are_plain() -> None:
    """Words forget their place: what is told can be pickled, compared and put into sets."""
    made = UNKNOWN_TERM(PLACE, "link", id=Words("no", PLACE), near="")
    assert type(dict(made.values)["id"]) is str
    assert pickle.loads(pickle.dumps(made)) == made
    assert len({made, UNKNOWN_TERM(PLACE, "link", id="no", near="")}) == 1


def test_an_unknown_case_is_refused() -> None:
    """A case that no catalogue can have is a defect, and shows at once."""
    with pytest.raises(KeyError, match="misquoted has no case `nowhre`"):
        MISQUOTED(PLACE, "nowhre")
    with pytest.raises(KeyError, match="editions has no case ``"):
        EDITIONS(PLACE)


def test_order_is_by_place_rule_and_values() -> None:
    """Diagnostics are sorted the same way on every machine, whatever kind their values are of."""
    later = Place(PLACE.path, 7)
    ordered = [
        MISQUOTED(PLACE, "nowhere", words="a"),
        MISQUOTED(PLACE, "nowhere", words=1),
        UNKNOWN_TERM(PLACE, "link", id="a"),
        MISQUOTED(later, "nowhere", words="a"),
    ]
    ordered.reverse()
    assert sorted(ordered) == [ordered[2], ordered[3], ordered[1], ordered[0]]


def test_more_values_are_given_later() -> None:
    """What is known once all is read joins what was known first."""
    made = UNKNOWN_TERM(PLACE, "link", id="a").with_values({"near": "b", "id": "c"})
    assert made.values == (("id", "c"), ("near", "b"))
    assert say(made).hint == "Did you mean `b`?"


def test_names_are_unique_and_plain() -> None:
    """A name is a file's name in docs/rules; the list has each rule once, by its name."""
    assert all(name == rule.name for name, rule in RULES.items())
    assert all(name.replace("-", "").isalnum() and name.islower() for name in RULES)
    for rule in RULES.values():
        cases = rule.cases.split()
        assert len(set(cases)) == len(cases)
        assert {case for case, _ in rule.weights} <= set(cases)


def test_generators_declare_rules_of_the_list() -> None:
    """All rules of one generator are looked for at the same time; every rule of a check has a generator."""
    for check in CHECKS:
        assert all(RULES[rule.name] is rule for rule in check.rules), check
        assert len({rule.sought for rule in check.rules}) == 1, check
    declared = {rule for check in CHECKS for rule in check.rules}
    assert {rule for rule in RULES.values() if rule.sought is Sought.CHECK} <= declared
    assert not {rule for rule in declared if rule.sought is Sought.VERIFY}
    assert GATES
    assert MENDING


def check_nothing(site: Site) -> Iterator[Diagnostic]:
    """A generator that always finds something."""
    yield MISQUOTED(PLACE, "nowhere", words="a")


def test_a_generator_yields_only_what_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any test that breaks a rule would tell: when a rule is looked for follows from the declaration."""
    library = small_site.read(small_site.write_site(tmp_path))
    monkeypatch.setattr(checks, "CHECKS", (Check(check_nothing, "site", (MISQUOTED,)),))
    assert [each.rule for each in checks.check(library, with_gates=False)] == [MISQUOTED]
    monkeypatch.setattr(checks, "CHECKS", (Check(check_nothing, "site", (UNKNOWN_TERM,)),))
    with pytest.raises(AssertionError, match="check_nothing does not declare misquoted"):
        checks.check(library, with_gates=False)


@pytest.mark.parametrize("check", CHECKS)
def test_generators_say_in_their_docstring_what_is_right(check: Check) -> None:
    """The docstring is the rule, as a sentence about good content."""
    assert (check.generator.__doc__ or "").splitlines()[0].rstrip()


@pytest.mark.parametrize("check", CHECKS)
def test_generators_take_slices(check: Check) -> None:
    """A generator is given the slices that its parameters are called after, five at the most, no library."""
    names = list(inspect.signature(check.generator).parameters)
    assert check.slices.split() == names
    assert all(isinstance(getattr(Index, name), property | cached_property) for name in names)
    assert len(names) <= 5


BROKEN = {
    "editions": ("profile: s2hk", "profile: s2kh"),
    "base-url": ("https://example.org/", "example"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_stops_a_stage_stops_the_site(name: str, tmp_path: Path) -> None:
    """Where a page could not be planned nothing is; the rule says so itself."""
    files = small_site.changed(small_site.SITE, *BROKEN[name])
    made = make_site(small_site.write_site(tmp_path, files))
    assert name in {each.rule.name for each in made.diagnostics}
    assert made.outputs == ()
    assert RULES[name].stops is (Stage.GATES if name == "editions" else Stage.PLAN)


def test_a_rule_prints_as_its_name() -> None:
    """Behind a message stands the name alone."""
    assert f"[{Rule('misquoted')}]" == "[misquoted]"


@pytest.mark.parametrize("is_stricter", [False, True])
def test_whoever_waits_for_a_page_waits_for_errors_alone(tmp_path: Path, is_stricter: bool) -> None:
    """All that may keep something from being built is found first, whatever a site makes of a rule."""
    settings = GOOD["content/site.yaml"]
    if is_stricter:
        settings = settings.replace("figures-differ: off", "figures-differ: error, long-sentence: error")
    library = read(write_site(tmp_path, {"content/site.yaml": settings}))
    asked: list[Sequence[Check]] = []

    def note(every: Sequence[Check], *_: object) -> Iterator[Diagnostic]:
        asked.append(every)
        return iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sitegen.checks.run_all", note)
        assert checks.check(library, with_gates=True) == []
    later = {rule for each in asked[-1 if is_stricter else 1] for rule in each.rules}
    weights = {weight for rule in later for weight in (rule.severity, *dict(rule.weights).values())}
    assert Severity.ERROR not in weights
    assert ("long-sentence" in {rule.name for rule in later}) is not is_stricter
    # Each is asked once.
    assert sorted(map(CHECKS.index, chain(*asked))) == [*range(len(CHECKS))]
