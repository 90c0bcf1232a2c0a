"""Measures a desk that many use at once: `python tests/desk/load [--users 50] [--seconds 60] [--database postgresql] [--json]`.

It makes a county, starts `fazhi serve` on this machine, and has drafters upload reports and everybody open pages, with one to three
seconds to think. Says how long pages and self-checks took. The players run on the same processors as the desk.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).parent
    sys.path[:0] = map(str, (here, here.parent, here.parent / "serving", here.parents[1] / "auditing", here.parents[2]))
    from measuring import main

    sys.exit(main(sys.argv[1:]))
