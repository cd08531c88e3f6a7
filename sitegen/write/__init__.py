"""A plan to files: templates, assets and the output folder. The only code that writes a site."""

from sitegen.write.assets import AssetFolders, load_files
from sitegen.write.materials import load_materials
from sitegen.write.publish import OutputFolderError, publish
from sitegen.write.render import First, Output, render, show

__all__ = [
    "AssetFolders",
    "First",
    "Output",
    "OutputFolderError",
    "load_files",
    "load_materials",
    "publish",
    "render",
    "show",
]
