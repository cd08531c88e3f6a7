"""Templates as files: the site's own first, and the project's only where nothing of its name stands there."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from sitegen.model import Diagnostic, Place
from sitegen.read.standing import is_file, is_folder, why
from sitegen.rules import UNREADABLE_FILE

TEMPLATES = "templates"


class Loader(BaseLoader):
    """Finds templates in folders; the first that has a template wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return what a template says, and its file.

        Raises TemplateNotFound where no folder has it, OSError where one has it, or may have it, and it
        cannot be read: no other is taken in its stead. UnicodeDecodeError where it is not UTF-8.
        """
        steps = split_template_path(template)
        for folder in self._folders:
            file = posixpath.join(folder, *steps)
            if is_file(file):
                return Path(file).read_text(encoding="utf-8"), os.path.normpath(file), lambda: True
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """Return the names of the templates that can be found."""
        return FileSystemLoader(self._folders).list_templates()

    def faults(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the folders: one that cannot be read may have any template."""
        for folder in self._folders:
            try:
                if is_folder(folder):
                    with os.scandir(folder) as found:
                        next(found, None)
            except OSError as error:
                yield UNREADABLE_FILE(Place(TEMPLATES), "folder", why=why(error))
