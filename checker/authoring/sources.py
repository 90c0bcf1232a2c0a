"""Where in its files each word of a rulebook was written, so that a remark can be opened in an editor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from checker.rulebook.layers import Layers, Location, Node, find_rulebook, read_layers
from checker.rulebook.loading import rules_folder


@dataclass(frozen=True)
class Sources:
    """The files of a rulebook that has been loaded without defects."""

    layers: Layers

    @cached_property
    def _requirements(self) -> dict[str, Node]:
        return {source.node.value["id"].value: source.node for source in self.layers.requirements}

    @cached_property
    def _lines(self) -> dict[Path, yaml.Node]:
        return {}

    def place(self, owner: str, location: Location) -> tuple[Path, int]:
        """File and line (from 1) of a location in a requirement, or in the vocabulary where `owner` is empty."""
        file, at = (self._requirements[owner] if owner else self.layers.vocabulary).origin(location)
        if file not in self._lines:
            # Composed once for each file: line by line would read it again for every remark.
            self._lines[file] = yaml.compose(file.read_text("utf-8-sig"), Loader=yaml.SafeLoader) or yaml.MappingNode("", [])
        return file, _line(self._lines[file], at)


def sources_of(name: str | Path) -> Sources:
    """The sources of a rulebook that `load_rulebook` takes by the same name."""
    folder = find_rulebook(name, rules_folder())
    if folder is None:
        raise FileNotFoundError(name)
    return Sources(read_layers(folder, rules_folder()))


def _line(node: yaml.Node, location: Location) -> int:
    line: int = node.start_mark.line + 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
