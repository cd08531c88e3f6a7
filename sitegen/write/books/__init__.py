"""Books (EPUB 3.3): pages printed by templates of their own, as XHTML, bound into one file."""
