"""The commands, one module each; `checker.cli` lists them and imports the one that is called."""
