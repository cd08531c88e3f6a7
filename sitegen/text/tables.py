"""Tables that the package has as YAML, for people to read and to add to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# libyaml is ten times as fast, and some tables are long; both loaders are the safe ones.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_table(file: Path) -> Any:
    """Return what a YAML file of the package holds; raises what PyYAML and the file system raise."""
    return _Loader(file.read_text(encoding="utf-8")).get_single_data()
