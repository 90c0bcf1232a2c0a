"""`python -m checker`: the same as `fazhi`."""

from checker.cli import main

if __name__ == "__main__":  # processes that an audit starts import this module too
    main(prog_name="fazhi")
