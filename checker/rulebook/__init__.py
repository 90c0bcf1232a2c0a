"""The law as data: what a rulebook may say, and how a folder of YAML becomes one."""

from checker.rulebook.errors import Defect, RulebookError
from checker.rulebook.loading import DEFAULT, load_rulebook, rules_folder
from checker.rulebook.schema import Rulebook

__all__ = ["DEFAULT", "Defect", "Rulebook", "RulebookError", "load_rulebook", "rules_folder"]
