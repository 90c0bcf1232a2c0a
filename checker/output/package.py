"""Zip packages (docx) whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell


def repacked(data: bytes) -> bytes:
    """The package in `data` with the time of its making taken out, members in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({info.filename: package.read(info) for info in package.infolist()})


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members, deflated, in the order given."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, member)
    return content.getvalue()
