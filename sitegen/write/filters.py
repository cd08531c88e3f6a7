"""What templates may do with values, besides what Jinja brings: filters, and the function `once`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from sitegen.text.html.scripts import mark_runs
from sitegen.text.languages import HAN_TAG
from sitegen.text.words import fill_in, names_in


def fill(text: str, **values: object) -> str:
    """The filter `fill`: replace each `{name}` by its value; a name without a value raises KeyError."""
    unknown = [name for name in names_in(text) if name not in values]
    if unknown:
        raise KeyError(unknown[0])
    if isinstance(text, Markup):
        return Markup(fill_in(text, {name: escape(each) for name, each in values.items()}))  # noqa: S704 - values are escaped
    return fill_in(text, values)


@pass_context
def runs(context: Context, text: str, language: str = "") -> Markup:
    """The filter `runs`: escape, and mark the runs of another script than that of `language`.

    Without one, the language is that of the edition that is printed; a macro has to name it. As what
    ideographs are marked, the environment has in `han`: a macro would not see that among its values.
    """
    han = getattr(context.environment, "han", HAN_TAG)
    return _marked(text, str(language or context["edition"].language), han)


# Names and titles stand on many pages. By type: markup equals a text of the same letters, and is not escaped.
_marked = lru_cache(4096, typed=True)(mark_runs)


def script(data: Mapping[str, Any]) -> Markup:
    """The filter `script`: JSON that cannot end the script element in which it stands."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def pictured(data: Mapping[str, Any], url: str) -> Mapping[str, Any]:
    """The filter `pictured`: linked data whose first node, the work of the page, has the image at `url`.

    >>> pictured({"@graph": [{"@type": "Article"}]}, "https://e.org/c.png")
    {'@graph': [{'@type': 'Article', 'image': 'https://e.org/c.png'}]}
    """
    first, *others = data["@graph"]
    return {**data, "@graph": [{**first, "image": url}, *others]}


def current(html: Markup, url: str) -> Markup:
    """The filter `current`: mark the first link whose last attribute is `href` to `url` as that of this page.

    >>> print(current(Markup('<a href="/a/">A</a> <a href="/b/">B</a>'), "/b/"))
    <a href="/a/">A</a> <a href="/b/" aria-current="page">B</a>
    """
    link, mark = Markup('href="{}"{}>'), Markup(' aria-current="page"')
    return html.replace(link.format(url, ""), link.format(url, mark), 1) if url else html


class Once:
    """The function `once`: what a macro prints for its arguments, printed once for each of them.

    For what stands on many pages. Arguments are told apart as objects: what was made for one page is another.
    """

    def __init__(self) -> None:
        self._printed: dict[tuple[int, ...], tuple[object, Markup]] = {}

    def __call__(self, macro: Callable[..., Markup], *arguments: object) -> Markup:
        """Return what `macro` prints for `arguments`."""
        key = (id(macro), *map(id, arguments))
        if key not in self._printed:
            # They are held, or others might get their identity.
            self._printed[key] = ((macro, arguments), macro(*arguments))
        return self._printed[key][1]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "current": current,
    "fill": fill,
    "runs": runs,
    "pictured": pictured,
    "script": script,
}
