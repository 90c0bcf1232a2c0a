"""spaCy without its command line, which nobody here calls: two fifths of the time that `import spacy` takes.

`import spacy` loads its command line (typer, weasel, requests, httpx …) for the sake of one function, `spacy.info`. This
module, imported before anything that imports spaCy, has a stand-in there while spaCy is imported for the first time. Then
`spacy.info` and `spacy.cli` are what they always are, loaded when somebody asks for them; `import spacy.cli` too.
Where spaCy is imported already, or does not need its command line, nothing is done.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMAND_LINE, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Imports spaCy, unless that has been done, so that it loads its command line only when it is asked for."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(_COMMAND_LINE), ModuleType(_INFO)
    package.__path__ = []
    stand_in = object()
    module.info = stand_in  # type: ignore[attr-defined]
    sys.modules |= {_COMMAND_LINE: package, _INFO: module}
    try:
        spacy = import_module("spacy")
    except ImportError:  # a spaCy that wants more of its command line has it
        spacy = None
    finally:
        for name in (_COMMAND_LINE, _INFO):
            sys.modules.pop(name, None)
    if spacy is None:
        import_module("spacy")
    elif vars(spacy).get("info") is stand_in:
        del spacy.info
        vars(spacy).pop("cli", None)
        spacy.__getattr__ = _of_command_line  # type: ignore[method-assign]


def _of_command_line(name: str) -> Any:
    """`spacy.cli` and `spacy.info`, when they are first asked for (PEP 562); importing the one puts it where it belongs."""
    if name not in ("cli", "info"):
        raise AttributeError(f"module 'spacy' has no attribute {name!r}")
    import_module(_COMMAND_LINE)
    spacy = sys.modules["spacy"]
    spacy.info = sys.modules[_INFO].info  # type: ignore[attr-defined]
    return getattr(spacy, name)


import_spacy()
