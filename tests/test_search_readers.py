"""The search in Chromium with what readers type: questions, slips, how words sound; and every heading."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from crawl import Site
from playwright.sync_api import Browser
from test_search_browser import PREFIXES, Term, ask, none_of, parts, the_terms

QUERIES = Path(__file__).with_name("queries.yaml")
# So many results are looked at, as the field of a page shows them without scrolling.
FIRST = 5


@cache
def queries() -> dict[str, dict[str, tuple[str, ...]]]:
    """What readers type in each edition, and the addresses below it that answer."""
    told = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return {
        prefix: {str(query): tuple(wanted.split()) for query, wanted in asked.items()}
        for prefix, asked in told.items()
    }


def test_there_are_enough_queries() -> None:
    """Two hundred, in every edition, and of each kind some."""
    everything = [query for asked in queries().values() for query in asked]
    assert len(everything) >= 200
    assert queries().keys() == set(PREFIXES)
    for kind in ("[\u3105-\u3129]", "^[a-z]{3,}$", "[\u4e00-\u9fff]", r"^[a-z][- ]?\d+$", "^wh", "什么|什麼"):
        assert sum(bool(re.search(kind, query)) for query in everything) >= 5, kind


def test_what_readers_type_is_answered(browser: Browser, built_site: Site, origin: str) -> None:
    """Of all queries at least 97 in 100 have one of the answers wanted among the first five."""
    missing, count = [], 0
    for prefix, asked in queries().items():
        home = f"{built_site.base_path}{prefix}/"
        known = {part.url.removeprefix(home) for part in parts(built_site, prefix)}
        pages = {url.partition("#")[0] for url in known}
        answers = ask(browser, origin + home.lstrip("/"), asked)
        for query, wanted in asked.items():
            assert set(wanted) <= known | pages, query
            first = [url.removeprefix(home) for url in answers[query]][:FIRST]
            count += 1
            if not {*first, *(url.partition("#")[0] for url in first)} & {*wanted}:
                missing.append(f"{prefix}: {query}: {' '.join(first)}")
    assert len(missing) <= 0.03 * count, "\n".join(missing)


def bare(words: str) -> str:
    """Words by their letters alone."""
    return re.sub(r"[\W_]+", "", words.lower())


def names(term: Term, prefix: str) -> str:
    """What a term is called in an edition."""
    return term.en if prefix == "en" else term.zh


@pytest.mark.parametrize("prefix", PREFIXES)
def test_titles_terms_and_headings_lead_to_their_pages(
    browser: Browser, built_site: Site, origin: str, prefix: str
) -> None:
    """The first result is on a page that has what was typed as a heading, whole or up to its colon."""
    pages: dict[str, set[str]] = {}
    asked: dict[str, str] = {}
    for part in parts(built_site, prefix):
        heading = part.words.partition("\n")[0]
        asked[heading] = bare(heading)
        for each in (heading, re.split("[:：]", heading)[0]):
            pages.setdefault(bare(each), set()).add(part.url.partition("#")[0])
    for term in the_terms():
        asked[names(term, prefix)] = bare(names(term, prefix))
        glossary = f"{built_site.base_path}{prefix}/glossary/"
        pages.setdefault(bare(names(term, prefix)), set()).add(glossary)
    answers = ask(browser, f"{origin}{prefix}/", asked)
    none_of(
        [
            f"{query}: {next(iter(answers[query]), 'nothing')}"
            for query, key in asked.items()
            if not {url.partition("#")[0] for url in list(answers[query])[:1]} & pages[key]
        ]
    )
