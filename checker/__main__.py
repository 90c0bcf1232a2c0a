"""`python -m checker`: the same as `fazhi`."""

from checker.cli import main

main(prog_name="fazhi")
