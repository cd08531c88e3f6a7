"""What templates may do with a value, besides what Jinja brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from sitegen.text.html.scripts import mark_runs
from sitegen.text.languages import HAN_TAG


def fill(text: str, **values: object) -> str:
    """The filter `fill`: replace each `{name}` by its value; a name without a value raises KeyError."""
    return text.format_map(values)


@pass_context
def runs(context: Context, text: str, language: str = "") -> Markup:
    """The filter `runs`: escape, and mark the runs of another script than that of `language`.

    Without one, the language is that of the edition that is printed; a macro has to name it. As what
    ideographs are marked, the environment has in `han`: a macro would not see that among its values.
    """
    han = getattr(context.environment, "han", HAN_TAG)
    return mark_runs(text, str(language or context["edition"].language), han)


def script(data: Mapping[str, Any]) -> Markup:
    """The filter `script`: JSON that cannot end the script element in which it stands."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


FILTERS: Mapping[str, Callable[..., Any]] = {"fill": fill, "runs": runs, "script": script}
