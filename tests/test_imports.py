"""What a command loads: no more than it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What takes long to load, and what `build` has no use for.
HEAVY = (
    "tornado",
    "livereload",
    "watchfiles",
    "sitegen.edit.preview.serve",
    "sitegen.edit.stamp",
    "sitegen.text.whole",
    "sitegen.text.numbers.chinese",
    "sitegen.text.numbers.english",
    # What checks settings, and what measures pictures: most builds do neither.
    "pydantic",
    "imagesize",
    # What reads HTML again, for books that have changed.
    "justhtml",
    # What compresses files that have changed.
    "brotli",
)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_build_loads_no_more_than_it_needs(command: str) -> None:
    """Neither a server, nor what records decisions, nor expressions for figures."""
    code = (
        "import sys, click\n"
        "from sitegen.commands import main\n"
        f"assert main.get_command(click.Context(main), {command!r})\n"
        f"print([name for name in sys.modules if name.startswith({HEAVY!r})])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_no_expression_for_ideographs_is_compiled_before_it_is_used() -> None:
    """A class of them takes a millisecond, and there are a hundred."""
    code = (
        "import re, sys\n"
        "compile = re._compiler.compile\n"
        "seen = []\n"
        "re._compiler.compile = lambda pattern, flags=0: seen.append(pattern) or compile(pattern, flags)\n"
        "import sitegen.commands\n"
        "from sitegen.text.characters import HAN, is_han\n"
        "print([each for each in seen if isinstance(each, str) and HAN in each], is_han('城'), bool(seen))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[] True True\n"
