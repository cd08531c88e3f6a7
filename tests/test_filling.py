"""Words that are filled in by names: a name asks its value for nothing, whoever fills it in."""

from pathlib import Path

import pytest
import yaml
from markupsafe import Markup
from small_site import GOOD, SOURCE, run, write_site
from told import told

from sitegen.make import make_site
from sitegen.model import Severity
from sitegen.write.filters import fill

WORDS = "content/interface.yaml"
FORMS = [
    *("{year:%Y}", "{year!z}", "{year!r}", "{year:d}", "{year:>9999999999}", "{year[0]}", "{year.x}"),
    *("{year.__class__}", "{year.__init__.__globals__}", "{0.x}", "{ year : d }", "{year:{month}}", "{:d}"),
]


def site(root: Path, **words: str) -> Path:
    """A site with other Chinese interface words."""
    known = yaml.safe_load(GOOD[WORDS])
    known["zh"] |= words
    known["en"] = dict.fromkeys(known["zh"], "word")
    return write_site(root, {WORDS: yaml.safe_dump(known, allow_unicode=True)})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "key", ["date", "source_summary", "picture_count", "offer", "updated", "language_zh"]
)
def test_more_than_a_name(key: str, form: str, tmp_path: Path) -> None:
    """It is named with its place, whether the generator fills the word in, a template, or nobody."""
    root = site(tmp_path, **{key: f"字{form}"})
    for is_preview in (True, False):
        made = make_site(root, is_preview=is_preview)
        (fault,) = (each for each in made.diagnostics if each.severity is Severity.ERROR)
        assert told(fault).startswith(f"{fault.place} bad-word form key={key} name=")
        assert fault.place.path == WORDS
    assert run("build", "--root", root).exit_code == 1


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("{document", "bad-word brace"),
        ("document}", "bad-word brace"),
        ("{}", "bad-word brace"),
        ("{0}", "bad-word unknown"),
        ("{ document }", "bad-word unknown"),
        ("{dokument}", "bad-word unknown"),
    ],
)
def test_names_that_mean_nothing(word: str, says: str, tmp_path: Path) -> None:
    """A missing brace and an unknown name are named too."""
    made = make_site(site(tmp_path, source_summary=word))
    (fault,) = (each for each in made.diagnostics if each.severity is Severity.ERROR)
    assert told(fault).removeprefix(f"{fault.place} ").startswith(says)


def test_what_is_filled_in_is_not_filled_in_again(tmp_path: Path) -> None:
    """Braces in titles, names of languages and documents are text."""
    root = site(tmp_path, source_summary="{{{document}}} {document}", language_zh="{x}")
    text = GOOD[SOURCE].replace("short_title: {zh: 名,", 'short_title: {zh: "{title}{0.x}",')
    (root / SOURCE).write_text(text, "utf-8")
    (root / "templates/source.html").write_text("{{ page.summary }}", "utf-8")
    made = make_site(root)
    assert all(each.severity is not Severity.ERROR for each in made.diagnostics)
    (page,) = (each for each in made.outputs if each.path == "zh-hans/sources/opinions/index.html")
    assert page.data.decode().strip() == "{{title}{0.x}} {title}{0.x}"


def test_the_filter() -> None:
    """Markup stays markup, with values escaped; a name without a value is the template’s fault."""
    assert fill("{a} {b.c}", a="{a}") == "{a} {b.c}"
    filled = fill(Markup("<b>{a}</b>"), a="<i>")
    assert (filled, type(filled)) == ("<b>&lt;i&gt;</b>", Markup)
    with pytest.raises(KeyError, match="b"):
        fill("{a} {b}", a="x")
