"""A search, guided by coverage, for files of small sites that the generator neither builds nor refuses."""
