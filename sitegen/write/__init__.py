"""A plan to files: templates, assets and the output folder. The only code that writes a site."""

from sitegen.write.publish import OutputFolderError, publish
from sitegen.write.render import Output, load_materials, render

__all__ = ["Output", "OutputFolderError", "load_materials", "publish", "render"]
