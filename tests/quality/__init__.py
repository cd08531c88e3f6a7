"""Audits of the whole built site that take minutes: `make quality` runs them, and `make test` does not."""
