"""What of the optional parts is on this machine, and how to get the rest. Looks only; installs and changes nothing."""

from checker.doctor.examination import examine
from checker.doctor.part import Part, State, Text

__all__ = ["Part", "State", "Text", "examine"]
