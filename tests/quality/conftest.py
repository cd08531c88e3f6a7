"""What the audits share: the site of tests/conftest.py, served as in production, and figures to be read."""

from collections.abc import Iterator

import pytest
from crawl import Site
from needs import need

from quality.production import serving

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def origin(built_site: Site) -> Iterator[str]:
    """The address at which the built site is served, with Brotli, under the policy of production."""
    with serving(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, as the system has it."""
    return need("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> list[str]:
    """Lines for the end of the output, where those who watch the figures read them."""
    return pytestconfig.stash.setdefault(FIGURES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures."""
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(line)
