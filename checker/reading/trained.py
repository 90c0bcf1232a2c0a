"""The trained pipeline, where it is installed: its entities add to what counts as specific.

`zh_core_web_sm` is no dependency and is never downloaded here. On the package index that name belongs
to somebody's placeholder; the real one is a release of explosion/spacy-models. So a package is looked
at before anything in it is imported.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

from checker.wording import Wording

DEFAULT = "zh_core_web_sm"
# What entities are not needed for; leaving it out saves most of the time.
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")


class TrainedModelError(Exception):
    """A trained pipeline that was asked for and cannot be used; `message` says what to do, in both languages."""

    def __init__(self, message: Wording) -> None:
        self.message = message
        super().__init__(message)


def load_trained(name: str) -> Any | None:
    """The trained pipeline `name`: `auto` (the default one if it is installed, else None), `none`, a package or a folder.

    Raises `TrainedModelError` where a pipeline that was named cannot be loaded or has no entities.
    """
    if name == "none":
        return None
    if name == "auto":
        return _load(DEFAULT) if is_pipeline_package(DEFAULT) else None
    if not Path(name).exists() and not is_pipeline_package(name):
        raise TrainedModelError(
            Wording(
                f"没有安装名为“{name}”的 spaCy 训练模型，也没有这个文件夹。请安装 explosion/spacy-models 发布的 wheel"
                "（python -m spacy download zh_core_web_sm，或把 wheel 文件拷来安装），不要用 pip 按名称安装；或用 --model none",
                f"no trained spaCy pipeline “{name}” is installed, and there is no such folder. Install the wheel that explosion/spacy-models "
                "releases (python -m spacy download zh_core_web_sm, or carry the wheel in), never by name with pip; or use --model none",
            )
        )
    return _load(name)


def is_pipeline_package(name: str) -> bool:
    """Whether an installed package is a spaCy pipeline: it has a meta.json and depends on spaCy or one of its tokenisers.

    Read from the package's metadata, without importing it.
    """
    try:
        found = metadata.distribution(name)
    except (metadata.PackageNotFoundError, ValueError):
        return False
    return any(file.name == "meta.json" for file in found.files or ())


def _load(name: str) -> Any:
    import spacy

    try:
        pipeline = spacy.load(name, exclude=list(_UNUSED))
    except Exception as error:  # a broken or incompatible pipeline fails in many ways, all of them its own
        raise TrainedModelError(
            Wording(
                f"spaCy 训练模型“{name}”装载失败：{type(error).__name__}: {error}",
                f"the trained spaCy pipeline “{name}” cannot be loaded: {type(error).__name__}: {error}",
            )
        ) from None
    if "ner" not in pipeline.pipe_names:
        raise TrainedModelError(
            Wording(
                f"spaCy 训练模型“{name}”没有实体识别（ner），用不上；或用 --model none",
                f"the trained spaCy pipeline “{name}” has no entity recogniser (ner) and is of no use here; or use --model none",
            )
        )
    return pipeline


def pipeline_name(pipeline: Any | None) -> str:
    """What ran, for the output: `blank-zh`, or that and the trained pipeline with its version."""
    if pipeline is None:
        return "blank-zh"
    meta = pipeline.meta
    return f"blank-zh+{meta.get('lang', 'zh')}_{meta.get('name', 'pipeline')}-{meta.get('version', '0')}"


def entities(pipeline: Any, texts: list[str], starts: list[int]) -> list[tuple[int, int, str]]:
    """The entities of each text as (start, end, label), moved by the text's own start; ascending."""
    found: list[tuple[int, int, str]] = []
    for doc, start in zip(pipeline.pipe(texts), starts, strict=True):
        found.extend((start + e.start_char, start + e.end_char, e.label_) for e in doc.ents)
    return sorted(found)
