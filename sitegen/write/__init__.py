"""A plan to files: templates, assets and the output folder. The only code that writes a site."""

from sitegen.write.publish import OutputFolderError, publish
from sitegen.write.render import Output, render

__all__ = ["Output", "OutputFolderError", "publish", "render"]
