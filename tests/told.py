"""What a diagnostic holds, in one line: tests name rules and values, and leave prose to the catalogues."""

from sitegen.model import Diagnostic
from sitegen.rules import WRONG_TYPE


def told(diagnostic: Diagnostic) -> str:
    """The place, the rule with its case, the values that are there, and other places.

    For example `content/pages/city.zh.md:6:1 misquoted nowhere cited=O-2 words=海纳 also=…:9:3`.
    """
    parts = [str(diagnostic.place), diagnostic.rule.name, diagnostic.case]
    for name, value in diagnostic.values:
        if (diagnostic.rule, name) == (WRONG_TYPE, "why"):
            # Words of pydantic, which are others in other versions.
            continue
        shown = ",".join(value) if isinstance(value, tuple) else str(value)
        parts.append(f"{name}={shown}" if shown and value != 0 else "")
    parts += [f"also={place}" for place in diagnostic.also]
    return " ".join(filter(None, parts))
