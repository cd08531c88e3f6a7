"""Authors' files to a Library: the only code that reads them."""

from sitegen.read.library import read_library

__all__ = ["read_library"]
