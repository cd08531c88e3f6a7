"""The pages of the corpus, both languages at once, so that partners say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import relpath
from random import Random
from typing import Any

from benchmarks.corpus import LANGUAGES, Corpus, Words, harbour, label, paragraphs, title

# How many links to other pages a page ends with, how many rows its table has, of how many terms it speaks.
LINKS, ROWS, THINGS, MEASURES = 3, 6, 8, 4


def written_page(key: str, section: Sequence[str], corpus: Corpus) -> Words:
    """Return the text of the page `key` by language."""
    page = _Page(key, corpus)
    parts = [page.head(), page.opening()]
    parts += [page.heading("tides", 2), page.paragraph(3), page.footnote(), page.table()]
    parts += [page.heading("night", 3), page.paragraph(2), page.box()]
    parts += [page.heading("quay", 2), page.paragraph(3), page.list(3)]
    parts += [page.heading("duties", 3), page.paragraph(2), page.neighbours()]
    if key == section[0]:
        parts.append(page.contents(section))
    parts += [page.heading("where", 2), page.cited()]
    return {language: "\n\n".join(part[language] for part in parts) + "\n" for language in LANGUAGES}


def home_page(corpus: Corpus, language: str) -> str:
    """Return the text of the home page, which leads to the first page of each section."""
    chinese = language == "zh"
    head = (
        "title: 白沙港说明\nlabel: 首页\nsummary: 白沙港有哪些码头，每个码头从哪一页读起。"
        if chinese
        else "title: Whitesand Harbour, explained\nlabel: Home\nsummary: The quays, and where to begin."
    )
    said = "每个码头从第一个泊位读起：" if chinese else "Each quay begins with its first berth:"
    links = "\n".join(f"- {_link(section[0], '', language)}" for section in corpus.sections)
    return f"---\n{head}\nsources: none\n---\n\n{said}\n\n{links}\n"


def glossary_page(language: str) -> str:
    """Return the text of the glossary’s page; its terms are in the term base."""
    head, said = (
        ("title: 词语表\nsummary: 本站所用的词语。", "每个词语都有说明。")
        if language == "zh"
        else ("title: Glossary\nsummary: The words of this site.", "Each word is explained.")
    )
    return f"---\n{head}\nsources: none\ntemplate: glossary\n---\n\n{said}\n"


def _link(key: str, here: str, language: str) -> str:
    """Return a link to the page `key` from the page `here`."""
    folder = here.rpartition("/")[0]
    return f"[{label(key)[language]}]({relpath(key, folder or '.')}.{language}.md)"


class _Page:
    """A page that is being put together: its dice, and what it has named so far."""

    def __init__(self, key: str, corpus: Corpus) -> None:
        self.key, self.keys = key, corpus.keys
        self.dice = Random(f"page {key}")  # noqa: S311 - dice, no secret
        self.things = self.dice.sample(harbour()["things"], THINGS)
        self.measures = self.dice.sample(harbour()["measures"], MEASURES)
        self.linked: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        self.sources: dict[str, None] = {}

    def head(self) -> Words:
        """Return the head of the page."""
        day = f"2026-{self.dice.randrange(1, 10):02}-{self.dice.randrange(1, 28):02}"
        place = self.dice.choice(harbour()["places"])
        summaries = {
            "zh": f"这个泊位靠近{place['zh']}，说明水位怎样变化，物件放在哪处，由谁照看。",
            "en": f"This berth is near {place['en']}; "
            "here stands how its level changes, where things are, and who looks after them.",
        }
        return {
            language: f'---\ntitle: "{title(self.key)[language]}"\nlabel: {label(self.key)[language]}\n'
            f"summary: {summaries[language]}\nupdated: {day}\n---"
            for language in LANGUAGES
        }

    def opening(self) -> Words:
        """Return the points with which the page begins."""
        return self.list(3)

    def heading(self, id_: str, level: int) -> Words:
        """Return a heading with its id."""
        return {
            language: f"{'#' * level} {harbour()['headings'][id_][language]} {{#{id_}}}"
            for language in LANGUAGES
        }

    def paragraph(self, count: int) -> Words:
        """Return some sentences, of which the last cites."""
        return _joined([*(self.sentence() for _ in range(count - 1)), self.sentence("cited")])

    def list(self, count: int) -> Words:
        """Return points, each a sentence that cites and one that does not."""
        points = [_joined([self.sentence("cited"), self.sentence()]) for _ in range(count)]
        return {language: "\n".join(f"- {each[language]}" for each in points) for language in LANGUAGES}

    def footnote(self) -> Words:
        """Return a paragraph with a note below it."""
        said, note = self.paragraph(2), self.sentence()
        return {language: f"{said[language]}[^1]\n\n[^1]: {note[language]}" for language in LANGUAGES}

    def table(self) -> Words:
        """Return times and levels of one day."""
        columns = harbour()["columns"]
        lines = {
            language: [
                "| " + " | ".join(each[language] for each in columns) + " |",
                "| --- | ---: | --- | --- |",
            ]
            for language in LANGUAGES
        }
        for hour in range(ROWS):
            time = f"{hour * 4 + self.dice.randrange(4):02}:{self.dice.randrange(60):02}"
            level, place = self._height(), self.dice.choice(harbour()["places"])
            thing = self.dice.choice(self.things)
            for language in LANGUAGES:
                row = [time, level, place[language], self._term(thing, language)]
                lines[language].append("| " + " | ".join(row) + " |")
        return {language: "\n".join(each) for language, each in lines.items()}

    def box(self) -> Words:
        """Return a box, either a note or what the sources do not say."""
        named = self.dice.choice(harbour()["boxes"])
        inside = self.paragraph(2) if (is_note := self.dice.random() < 0.7) else self.sentence()
        return {
            language: f"::: {f'note {named[language]}' if is_note else 'outside'}\n{inside[language]}\n:::"
            for language in LANGUAGES
        }

    def neighbours(self) -> Words:
        """Return links to other pages."""
        keys = [self._other() for _ in range(LINKS)]
        said = {"zh": "另见", "en": "See also "}
        ends = {"zh": ("、", "。"), "en": (", ", ".")}
        return {
            language: said[language]
            + ends[language][0].join(_link(key, self.key, language) for key in keys)
            + ends[language][1]
            for language in LANGUAGES
        }

    def contents(self, section: Sequence[str]) -> Words:
        """Return links to all pages of the section."""
        return {
            language: "\n".join(f"- {_link(key, self.key, language)}" for key in section)
            for language in LANGUAGES
        }

    def cited(self) -> Words:
        """Return the paragraphs that the page cites, as a list."""
        named = {source["prefix"]: source["short_title"] for source in harbour()["sources"]}
        return {
            language: "\n".join(
                f"- {named[id_[0]][language]}{'，' if language == 'zh' else ', '}[{id_}](source:{id_})"
                + ("。" if language == "zh" else ".")
                for id_ in sorted(self.sources)
            )
            for language in LANGUAGES
        }

    def sentence(self, kind: str = "sentences") -> Words:
        """Return a sentence in both languages, filled in alike."""
        form = self.dice.choice(harbour()[kind])
        things = self.dice.sample(self.things, 2)
        measure = self.dice.choice(self.measures)
        place, who = (self.dice.choice(harbour()[each]) for each in ("places", "people"))
        id_, said = self.dice.choice(paragraphs())
        other = self._other()
        number, height = self.dice.randrange(13, 60), self._height()
        time = f"{self.dice.randrange(10, 24)}:{self.dice.randrange(10, 60)}"
        if kind == "cited":
            self.sources[id_] = None
        return {
            language: self._filled(
                form[language],
                language,
                {"t": things[0], "u": things[1], "m": measure},
                {
                    "p": place[language],
                    "w": who[language],
                    "n": str(number),
                    "h": height,
                    "c": time,
                    "q": _quoted(id_, said, language),
                    "s": f"[{id_}](source:{id_})",
                    "l": _link(other, self.key, language),
                },
            )
            for language in LANGUAGES
        }

    def _filled(self, form: str, language: str, named: Mapping[str, Any], values: Words) -> str:
        for letter, term in named.items():
            if f"{{{letter}}}" in form:
                form = form.replace(f"{{{letter}}}", self._term(term, language))
        for letter, value in values.items():
            form = form.replace(f"{{{letter}}}", value)
        return form[0].upper() + form[1:]

    def _term(self, term: Mapping[str, Any], language: str) -> str:
        """Return the name of a term; a link where the page names it for the first time."""
        name: str = term[language]
        if term["id"] in self.linked[language]:
            return name
        self.linked[language].add(term["id"])
        return f"[{name}](term:{term['id']})"

    def _other(self) -> str:
        """Return a page that is not this one, where there is another."""
        while (key := self.dice.choice(self.keys)) == self.key and len(self.keys) > 1:
            continue
        return key

    def _height(self) -> str:
        return f"{self.dice.randrange(2, 9)}.{self.dice.randrange(1, 10)}{self.dice.randrange(1, 10)}"


def _quoted(id_: str, said: Words, language: str) -> str:
    quotation = f"“{said['zh']}”[{id_}](source:{id_})"
    return quotation if language == "zh" else f"{said['en']} ({quotation}, [{said['pinyin']}](lang:pinyin))"


def _joined(sentences: Sequence[Words]) -> Words:
    return {
        language: ("" if language == "zh" else " ").join(each[language] for each in sentences)
        for language in LANGUAGES
    }
