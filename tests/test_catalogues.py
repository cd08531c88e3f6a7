"""What rules say: in each language the same rules, cases and values, and every sentence can be said."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sitegen.model import Diagnostic, Mend, Place, Rule, Value
from sitegen.rules import MISQUOTED, MISSING_KEY, REFUSED_ADDRESS, RULES, STALE
from sitegen.rules.catalogue import LANGUAGES, PLACEHOLDER, preferred_language, read_catalogue, say

ROOT = Path(__file__).parents[1]
PLACE = Place("content/pages/city.zh.md", 6, 1)
PARTS = ("message", "hint")
# Filled in by the catalogue itself.
OWN = {"fix", "also"}
every_language = pytest.mark.parametrize("language", LANGUAGES)


def sentences(language: str, rule: Rule, case: str) -> Iterator[tuple[str, str, str]]:
    """Yield the sentences of a case: of what part, in which form, and the words."""
    entry = read_catalogue(language)["rules"][rule.name]
    told = entry[case] if case else entry
    for part in PARTS:
        said = told.get(part, entry.get(part))
        assert said, (language, rule.name, case, part)
        for form, words in said.items() if isinstance(said, dict) else [("", said)]:
            yield part, form, words


def names(words: str, shared: Mapping[str, Any]) -> set[str]:
    """The values that a sentence asks for, those of shared sentences too."""
    found: set[str] = set()
    for name, _ in PLACEHOLDER.findall(words):
        if name not in shared:
            found.add(name)
            continue
        said = shared[name]
        for each in said.values() if isinstance(said, dict) else [said]:
            found |= names(each, shared)
    return found


CASES = [(rule, case) for rule in RULES.values() for case in rule.cases.split() or [""]]
every_case = pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=[f"{rule.name} {case}".strip() for rule, case in CASES]
)


@every_language
def test_a_catalogue_has_the_rules_and_their_cases(language: str) -> None:
    """Nothing lacks, and nothing is left that no rule can say."""
    catalogue = read_catalogue(language)["rules"]
    assert set(catalogue) == set(RULES)
    for name, entry in catalogue.items():
        assert set(entry) - set(PARTS) == set(RULES[name].cases.split()), name
        for case in RULES[name].cases.split():
            assert set(entry[case]) <= set(PARTS), (name, case)


@every_case
def test_languages_ask_for_the_same_values(rule: Rule, case: str) -> None:
    """Each sentence has the forms and the values of its counterpart."""
    asked = {}
    for language in LANGUAGES:
        shared = read_catalogue(language)["shared"]
        asked[language] = [(*at, names(words, shared)) for *at, words in sentences(language, rule, case)]
    assert asked["zh"] == asked["en"]


def test_what_sentences_share_is_the_same_in_each_language() -> None:
    """So are the tables, but for words that English uses as they are."""
    english, chinese = map(read_catalogue, ("en", "zh"))
    assert set(english) == set(chinese)
    for part in ("shared", "tails", "joined", "changes", "report", "words"):
        assert set(english[part]) == set(chinese[part]), part
    for table, words in english["words"].items():
        assert set(words) <= set(chinese["words"][table]), table


def filled(told: Any) -> Any:
    """What is told, each sentence as the names that it asks for, each list as its length."""
    if isinstance(told, dict):
        return {name: filled(each) for name, each in told.items()}
    return len(told) if isinstance(told, list) else set(re.findall(r"\{(\w+)", told))


def test_commands_say_the_same_in_each_language() -> None:
    """Each sentence has its counterpart, which asks for the same values."""
    english, chinese = (read_catalogue(language)["commands"] for language in ("en", "zh"))
    assert filled(english) == filled(chinese)


def made(rule: Rule, case: str, form: str) -> Diagnostic:
    """A diagnostic with every value that a case may ask for; in one form of its sentences."""
    given: dict[str, Value] = {}
    entry = read_catalogue("en")
    for *_, words in sentences("en", rule, case):
        for name, how in PLACEHOLDER.findall(words):
            is_list = how in entry["joined"]
            given[name] = (
                "B."
                if name == "advice"
                else 3
                if "|" in how
                else ("甲", "乙")
                if is_list or how == "changes"
                else "甲"
            )
        for name in names(words, entry["shared"]) - set(given):
            given[name] = "甲"
    # The first form whose value is there is said: those before it are not.
    forms = [each for _, each, _ in sentences("en", rule, case)]
    before = forms[: forms.index(form)] if form else []
    given |= {name: "" for name in before if name not in ("", form)}
    given |= {name: given.get(name) or 1 for name in (form,) if name not in ("", "otherwise")}
    given = {name: value for name, value in given.items() if name not in (*OWN, *entry["shared"])}
    mend = Mend(PLACE, "a", "b")
    return rule(PLACE, case, also=(PLACE, PLACE), mends=(mend,)).with_values(given)


def _prose(words: str) -> str:
    """Words without what authors are to type."""
    return re.sub(r"`[^`]*`|\([^)]*\)", "", words)


@every_language
@every_case
def test_everything_can_be_said(rule: Rule, case: str, language: str) -> None:
    """Each form of each sentence is filled in to its end and has an end."""
    for form in {form for _, form, _ in sentences("en", rule, case)}:
        said = say(made(rule, case, form), language)
        for words in (said.message, said.hint):
            assert words
            assert not [found[1] for found in PLACEHOLDER.findall(words) if found[0] in ("fix", "near")]
        assert not said.message.endswith((".", "。"))
        assert said.hint.endswith((".", "?", "。", "？", "`", "…", "……")), said.hint
        if language == "zh":
            assert re.search("[一-龥]", said.message)
            assert not re.search(r"[一-龥][,;?!]|[一-龥]\.(?!\w)", _prose(said.hint))


@every_case
def test_each_case_says_something_of_its_own(rule: Rule, case: str) -> None:
    """Two cases that say the same in every form are one."""
    others = [each for each in rule.cases.split() if each != case]
    mine = list(sentences("en", rule, case))
    assert all(list(sentences("en", rule, other)) != mine for other in others)


@pytest.mark.parametrize(
    ("diagnostic", "english", "chinese"),
    [
        (
            MISQUOTED(PLACE, "several", words="海", cited=("O-1", "O-2"), paragraphs=("O-3", "O-4")),
            "“海” is no phrase of O-1 or O-2 | O-3 and O-4 have these words: cite one of them, in every "
            "language of the page.",
            "O-1或O-2里没有“海”这个短语 | O-3和O-4有这些字：改标其中一段，页面的各种语言都改。",
        ),
        (
            REFUSED_ADDRESS(
                PLACE, "link", address="http://a:b/", why="its port `b` is none", meant="", advice=""
            ),
            "the address `http://a:b/` is refused: its port `b` is none | Write https:, mailto: or the name "
            "of a file.",
            "网址`http://a:b/`不能用：没有`b`这样的端口 | 写https:、mailto:开头的，或者文件名。",
        ),
        (
            MISSING_KEY(PLACE, "any", name="the file", key="title"),
            "the file is missing | Add a line `title: …`.",
            "少了整个文件 | 加一行`title: …`。",
        ),
        (
            STALE(
                PLACE,
                "changed",
                also=(Place("content/pages/city.en.md", 9),),
                changes=("a", "b", "", "c", "d", "", "e", "f", "g", ""),
                command="x",
            ),
            "the original city.en.md:9 has changed since this was translated | Was “a”, now “b”; new: “c”; "
            "gone: “d”; and 2 more. When the translation says the same, run `x`.",
            "译好之后，原稿city.en.md:9改过了 | 原来是“a”，现在是“b”；新加了“c”；删掉了“d”；另有2处。"
            "译文也这样说了，就运行`x`。",
        ),
    ],
)
def test_sentences(diagnostic: Diagnostic, english: str, chinese: str) -> None:
    """Values are joined, chosen and called as the language does it."""
    for language, expected in (("en", english), ("zh", chinese)):
        said = say(diagnostic, language)
        assert f"{said.message} | {said.hint}" == expected


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN.UTF-8", "zh"), ("zh-TW", "zh"), ("zh", "zh"), ("de_DE", "en"), ("zhuang", "en"), ("", "en")],
)
def test_preferred_language(locale: str, language: str) -> None:
    """A locale's language is taken if there is a catalogue of it."""
    assert preferred_language(locale) == language


def test_a_build_that_finds_nothing_reads_no_catalogue() -> None:
    """Sentences are for what is to be mended."""
    code = (
        "from sitegen.rules.catalogue import read_catalogue\n"
        "from sitegen.make import make_site\n"
        "from pathlib import Path\n"
        "assert make_site(Path('tests/sites/folders')).outputs\n"
        "print(read_catalogue.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
