"""The rooms of the package: what may know what, and what every part of it must have."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# A module imports from its own room and from rooms before it.
ROOMS = (
    "called",
    "own",
    "unchanged",
    "looked",
    "expressions",
    "values",
    "content",
    "store",
    "archive",
    "workers",
    "memory",
    "text",
    "model",
    "rules",
    "views",
    "facts",
    "read",
    "checks",
    "plan",
    "write",
    "publish",
    "serving",
    "exchange",
    "edit",
    "make",
    "commands",
    "entry",
    "__main__",
)
# Rooms that turn values into values: the same input gives the same output, on any machine, at any time.
PURE_ROOMS = ("text", "model", "rules", "views", "facts", "checks", "plan", "exchange")
LONGEST = 300
# A folder with more modules than a reader keeps in mind is parted by subject.
MOST_MODULES = 12

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "sitegen").rglob("*.py"))
}
TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in FILES.items()}
every_module = pytest.mark.parametrize("module", FILES)


def imports(tree: ast.AST) -> Iterator[str]:
    """What a module imports, wherever in it: `a`, `a.b`, and `a.b.name` for `from a.b import name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            beginning = "." * node.level + (node.module or "")
            yield from (f"{beginning}.{alias.name}" for alias in node.names)


def imported_modules(module: str) -> set[str]:
    """The modules of the package that `module` imports."""
    names = {name for name in imports(TREES[module]) if name.partition(".")[0] == "sitegen"}
    return {name if name in FILES else name.rpartition(".")[0] for name in names}


def room(module: str) -> str:
    """The room in which a module of the package stands; "" for the package itself."""
    return module.split(".")[1] if "." in module else ""


def test_every_module_has_a_room() -> None:
    """A new room finds its place in the order before anything else."""
    assert {room(module) for module in FILES} == {"", *ROOMS}


@every_module
def test_imports_run_one_way(module: str) -> None:
    """A module imports only from earlier rooms and from its own."""
    before = ("", *ROOMS)[: ("", *ROOMS).index(room(module)) + 1]
    assert sorted(other for other in imported_modules(module) if room(other) not in before) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Also within a room imports run one way."""
    order = TopologicalSorter({module: imported_modules(module) for module in FILES})
    assert set(order.static_order()) == set(FILES)


@every_module
def test_imports_say_where_from(module: str) -> None:
    """Imports name the package in full, and import names rather than everything."""
    assert [name for name in imports(TREES[module]) if name.startswith(".") or name.endswith("*")] == []


def test_text_stands_alone() -> None:
    """The room `text` knows nothing of pages, editions or sites."""
    texts = [module for module in FILES if room(module) == "text"]
    assert {room(other) for module in texts for other in imported_modules(module)} == {
        "text",
        "values",
        "expressions",
    }


def test_nothing_imports_the_command_line() -> None:
    """Nobody imports build.py, which imports only what starts the commands, or spares it these."""
    paths = [*FILES.values(), *sorted((ROOT / "tests").glob("*.py"))]
    importing = [path.name for path in paths if "build" in imports(ast.parse(path.read_text("utf-8")))]
    assert importing == []
    names = set(imports(ast.parse((ROOT / "build.py").read_text("utf-8"))))
    of_package = {name.rpartition(".")[0] for name in names if name.startswith("sitegen")}
    assert of_package == {"sitegen.entry"}


def reaches_out(tree: ast.AST) -> Iterator[str]:
    """The names by which a module reaches files, other programs, the clock, chance or the environment."""
    outer = {
        "os",
        "io",
        "shutil",
        "tempfile",
        "subprocess",
        "socket",
        "time",
        "random",
        "locale",
        "urllib.request",
    }
    for name in imports(tree):
        if name in outer or name.rpartition(".")[0] in outer or name in ("pathlib", "pathlib.Path"):
            yield name
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("open", "input", "print"):
            yield node.id
        elif isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow", "fromtimestamp"):
            yield node.attr


@pytest.mark.parametrize("module", [module for module in FILES if room(module) in PURE_ROOMS])
def test_pure_rooms(module: str) -> None:
    """What turns values into values opens no file, asks no clock and starts nothing."""
    # OpenCC takes its configuration from a file only.
    # Guards, ambiguous characters and their contexts, words of the mainland lie beside their modules.
    allowed = {
        # A package is unpacked in memory; tables are written to it and read from it.
        "sitegen.exchange.documents.docx": {"io"},
        "sitegen.exchange.terms.sheet": {"io"},
        # Messages lie beside the rules.
        "sitegen.rules.catalogue": {"pathlib.Path"},
        "sitegen.text.script.conversion": {"tempfile", "pathlib.Path"},
        "sitegen.text.script.guards": {"pathlib.Path"},
        "sitegen.text.script.ambiguity": {"pathlib.Path"},
        "sitegen.text.script.contexts": {"pathlib.Path"},
        "sitegen.text.script.mainland": {"pathlib.Path"},
        "sitegen.text.numbers.idioms": {"pathlib.Path"},
        "sitegen.text.tables": {"pathlib.Path"},
    }
    assert set(reaches_out(TREES[module])) == allowed.get(module, set())


@pytest.mark.parametrize("module", [module for module in FILES if room(module) in ("read", "write", "make")])
def test_output_does_not_depend_on_the_moment(module: str) -> None:
    """What makes the site knows neither the time nor chance nor the machine's language."""
    reached = {name.partition(".")[0] for name in reaches_out(TREES[module])}
    assert reached & {"time", "random", "locale", "now", "today", "utcnow", "fromtimestamp"} == set()


WRITING = (
    "write_text",
    "write_bytes",
    "unlink",
    "rmdir",
    "mkdir",
    "rename",
    "replace",
    "touch",
    "symlink_to",
)


@pytest.mark.parametrize("module", [module for module in FILES if room(module) != "edit"])
def test_one_module_writes_the_site(module: str) -> None:
    """No room but `publish` makes or removes files, other than temporary ones and the store’s own."""
    calls = {
        node.func.attr
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITING
        # `str.replace` takes two arguments, `Path.replace` one.
        and not (node.func.attr == "replace" and len(node.args) != 1)
    }
    temporary = {"write_text"} if module == "sitegen.text.script.conversion" else set()
    assert calls - temporary == set() or room(module) == "publish" or module == "sitegen.store"


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions and classes of a module that others may use."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
            yield node


@every_module
def test_docstrings(module: str) -> None:
    """Every public function and class has a docstring, and so has every module that holds one."""
    nodes = list(public(TREES[module]))
    assert [node.name for node in nodes if not ast.get_docstring(node)] == []
    assert not nodes or ast.get_docstring(TREES[module])


@pytest.mark.parametrize("folder", ["text", "facts", "checks", "plan", "exchange"])
def test_folders_hold_one_subject(folder: str) -> None:
    """No folder of the rooms that are parted by subject holds more than a dozen modules."""
    names = [path.parent for path in (ROOT / "sitegen" / folder).rglob("*.py") if path.name != "__init__.py"]
    crowded = {str(each.relative_to(ROOT)): names.count(each) for each in set(names)}
    assert {each: count for each, count in crowded.items() if count > MOST_MODULES} == {}


def test_parsing_needs_no_converter() -> None:
    """Who parses Markdown loads no dictionaries of scripts, and no expressions for numbers."""
    code = (
        "import sys, sitegen.text.markdown.parse, sitegen.text.html.paired\n"
        "print([name for name in sys.modules if name == 'opencc' or name.startswith('sitegen.text.numbers')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Each of them turns tokens into something else, or adds to them while the parser is at work.
KNOW_TOKENS = {
    "sitegen.text.markdown.parse",
    "sitegen.text.markdown.enclosing",
    "sitegen.text.markdown.quotations",
    "sitegen.text.markdown.spaces",
    "sitegen.text.markdown.tokens",
    "sitegen.text.body.parse",
    "sitegen.text.body.parse_inline",
    "sitegen.read.tokens",
}


def test_few_modules_know_the_tokens_of_the_parser() -> None:
    """What pages say is asked of bodies."""
    assert {module for module in FILES if "markdown_it.token.Token" in imports(TREES[module])} == KNOW_TOKENS


def test_addresses_are_read_once() -> None:
    """What an address means stands in the body; nobody reads one again."""
    reading = [module for module in FILES if "sitegen.text.addresses.read_address" in imports(TREES[module])]
    assert reading == ["sitegen.text.body.parse_inline"]


def test_only_the_table_of_languages_compares_tags() -> None:
    """What must be known of a language is a field of its row."""

    def is_tag(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and node.value in ("zh", "en", "ja", "fr", "ko", "de", "es")

    compared = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and any(map(is_tag, (node.left, *node.comparators)))
    }
    assert compared - {"sitegen.text.languages"} == set()


def test_templates_ask_no_language() -> None:
    """A template prints what it is given, whatever the language."""
    asking = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if re.search(r"language\s*(?:==|!=|\bin\b)", path.read_text("utf-8"))
    ]
    assert asking == []


@every_module
def test_length(module: str) -> None:
    """A module that has grown past what a reader keeps in mind is parted."""
    lines = FILES[module].read_text("utf-8").count("\n")
    assert lines <= LONGEST
