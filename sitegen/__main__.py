"""`python -m sitegen`: the same program as its command on the path."""

from sitegen.entry import start

start()
