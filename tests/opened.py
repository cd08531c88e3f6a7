"""A book (EPUB) as a reading system opens it: from its container to its chapters in their order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True)
class Opened:
    """A book, with all of its files read."""

    data: bytes

    @cached_property
    def archive(self) -> zipfile.ZipFile:
        """The archive that it is."""
        return zipfile.ZipFile(io.BytesIO(self.data))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What it holds, by path, as it stands in the archive."""
        return {each.filename: self.archive.read(each) for each in self.archive.infolist()}

    @cached_property
    def package_path(self) -> str:
        """The path of the package, as the container says."""
        container = ET.fromstring(self.files["META-INF/container.xml"])
        (rootfile,) = container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
        return rootfile.attrib["full-path"]

    @cached_property
    def package(self) -> ET.Element:
        """The package."""
        return ET.fromstring(self.files[self.package_path])

    @cached_property
    def items(self) -> dict[str, ET.Element]:
        """The items of the manifest, by their paths in the archive."""
        return {
            self.at(self.package_path, each.attrib["href"]): each for each in self.package.iter(f"{OPF}item")
        }

    @cached_property
    def spine(self) -> list[str]:
        """The files that are read in their turn."""
        by_id = {item.attrib["id"]: path for path, item in self.items.items()}
        return [by_id[each.attrib["idref"]] for each in self.package.iter(f"{OPF}itemref")]

    @cached_property
    def documents(self) -> dict[str, ET.Element]:
        """The documents of the spine; XML that is not well-formed raises ParseError."""
        return {path: ET.fromstring(self.files[path]) for path in self.spine}

    @cached_property
    def contents(self) -> tuple[str, ET.Element]:
        """The path of the navigation document, and that."""
        (path,) = (path for path, item in self.items.items() if "nav" in item.get("properties", "").split())
        return path, self.documents[path]

    def metadata(self, name: str) -> list[str]:
        """What the package says as `name`: an element of Dublin Core, or a property with its prefix."""
        found = [each.text or "" for each in self.package.iter(f"{DC}{name}")]
        metas = self.package.iter(f"{OPF}meta")
        return found + [each.text or "" for each in metas if each.get("property") == name]

    def chapter(self, name: str) -> ET.Element:
        """The chapter whose path ends in `name`."""
        (found,) = (root for path, root in self.documents.items() if path.endswith(f"/{name}"))
        return found

    @staticmethod
    def at(path: str, address: str) -> str:
        """The file to which the file `path` refers as `address`."""
        file = unquote(urlsplit(address).path)
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path


def text_of(element: ET.Element) -> str:
    """What an element says, its spaces made one."""
    return " ".join("".join(element.itertext()).split())
