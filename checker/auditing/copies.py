"""Copies among reports: pairs that share much of what the county at large does not say.

Each report is the set of its sentences' hashes (`sketch`). Sentences that many reports have are the
county's common wording and are left out. Of the rest, what only one report has cannot be a copy.
Candidates come from MinHash with locality sensitive hashing (Broder 1997, On the resemblance and
containment of documents; Indyk and Motwani 1998, Approximate nearest neighbors), by the library datasketch;
what they really share is then counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# A sentence is common wording from so many reports on: a tenth of them, but no fewer than a ring of copyists
# may have, and no more than would make it a model text.
_COMMON_SHARE = 0.1
_COMMON_LEAST, _COMMON_MOST = 6, 30
_RESEMBLANCE = 0.3  # of what is shared at all, from which a pair is looked at
LEAST_SHARE = 0.4  # of the wording of its own of the report that has less, from which it is told
_LEAST_SENTENCES = 5
_PERMUTATIONS = 64

Sketch = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two reports (by position, the first before the second) that share sentences of their own: how many, and the share of the one with fewer."""

    share: float
    sentences: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Copies:
    """The pairs, most first, and the sentences (hashes, ascending) that are common wording."""

    pairs: tuple[Pair, ...]
    common: Sketch


def find_copies(sketches: Sequence[Sketch], *, earlier: int = 0, known: Iterable[tuple[int, int]] = ()) -> Copies:
    """The pairs among `sketches` (each ascending, without repeats), of which the last `earlier` are of an earlier season.

    Pairs within the earlier season are not sought. `known` are pairs to look at in any case (a unit's own two years).
    """
    from datasketch import MinHash, MinHashLSH

    season = len(sketches) - earlier
    common = np.union1d(_common(sketches[:season]), _common(sketches[season:]))
    # All reports at once: looked up one by one in what the season shares, a hundred thousand would take hours.
    together = _all(sketches)
    pieces, counts = np.unique(together, return_counts=True)
    places = np.searchsorted(pieces, together)
    is_common = np.isin(pieces, common, assume_unique=True)
    is_shared = (counts > 1) & ~is_common
    ends = np.cumsum([len(sketch) for sketch in sketches])[:-1]
    own = [int(np.count_nonzero(mask)) for mask in np.split(~is_common[places], ends)]
    parts = [sketch[mask] for sketch, mask in zip(sketches, np.split(is_shared[places], ends), strict=True)] if sketches else []
    index = MinHashLSH(threshold=_RESEMBLANCE, num_perm=_PERMUTATIONS)
    candidates = set(known)
    for position, part in enumerate(parts):
        if len(part) < _LEAST_SENTENCES:
            continue
        found = MinHash(num_perm=_PERMUTATIONS, hashfunc=_identity)
        found.update_batch((part & np.uint64(0xFFFFFFFF)).tolist())
        if position < season:
            candidates.update((other, position) for other in index.query(found))
            index.insert(position, found, check_duplication=False)
        else:
            candidates.update((other, position) for other in index.query(found))
    pairs = []
    for first, second in candidates:
        sentences = len(np.intersect1d(parts[first], parts[second], assume_unique=True))
        share = sentences / max(min(own[first], own[second]), 1)
        if sentences >= _LEAST_SENTENCES and share >= LEAST_SHARE:
            pairs.append(Pair(round(share, 4), sentences, first, second))
    return Copies(tuple(sorted(pairs, key=lambda pair: (-pair.share, -pair.sentences, pair.first, pair.second))), common)


def resemble(first: Collection[int], second: Collection[int]) -> bool:
    """Whether two reports are two drafts of one: so many sentences of the shorter are in the other."""
    one, other = set(first), set(second)
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= LEAST_SHARE


def _common(sketches: Sequence[Sketch]) -> Sketch:
    pieces, counts = np.unique(_all(sketches), return_counts=True)
    least = max(_COMMON_LEAST, min(_COMMON_MOST, int(len(sketches) * _COMMON_SHARE) + 1))
    return pieces[counts >= least]


def _all(sketches: Sequence[Sketch]) -> Sketch:
    return np.concatenate([*sketches, np.empty(0, np.uint64)])


def _identity(piece: int) -> int:
    """A sentence's hash is a hash already; datasketch asks for 32 bits."""
    return piece
