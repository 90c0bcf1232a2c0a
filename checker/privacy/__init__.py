"""Personal data in any text: where it is (`find_personal`), and how it is made unreadable (`mask`).

Knows nothing of reports, so that every part can use it: the findings, the scan before publication,
the outputs and the command line.
"""

from checker.privacy.masks import mask, mask_name, mask_names
from checker.privacy.numbers import mask_numbers
from checker.privacy.people import SURNAMES, Kind, Personal, find_personal

__all__ = ["SURNAMES", "Kind", "Personal", "find_personal", "mask", "mask_name", "mask_names", "mask_numbers"]
