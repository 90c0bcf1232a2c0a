"""What only some files need to be read: LibreOffice for old office formats, recognition for scans; and the trained pipeline."""

from __future__ import annotations

import subprocess
from importlib import metadata
from pathlib import Path

from checker.doctor.part import NOTHING, Part, State, Text

_SECONDS = 30
_WRITER = ("*swlo.so", "*swlo.dll", "*swlo.dylib", "swlo.dll")  # LibreOffice's module for text documents

_GET_OFFICE = Text(
    "安装 LibreOffice（要含 Writer）；装在别处的，用环境变量 FAZHI_SOFFICE 写明 soffice 程序的路径",
    "install LibreOffice with Writer; where it lies elsewhere, name its program soffice in FAZHI_SOFFICE",
)
_OFFICE_OFFLINE = Text(
    "统信、麒麟用系统软件源或安装光盘；Windows 把安装程序拷来；或者请报送单位另存为 .docx",
    "from the system's packages or its disc; on Windows carry in the installer; or have the file saved as .docx",
)
_GET_OCR = Text('pip install "fazhi-checker[ocr]"', 'pip install "fazhi-checker[ocr]"')
_OCR_OFFLINE = Text(
    "用含文字识别的离线安装包（制作时 WITH=ocr）；模型在软件包里，不另下载",
    "an offline archive made with WITH=ocr; the models are in the package",
)
_GET_MODEL = Text(
    "可有可无。python -m spacy download zh_core_web_sm；不要用 pip install 按名称装",
    "not needed. python -m spacy download zh_core_web_sm; never pip install it by its name",
)
_MODEL_OFFLINE = Text(
    "从 github.com/explosion/spacy-models 的发布页下载与 spaCy 版本相配的 wheel，拷来后按文件安装",
    "carry in the wheel from the releases of github.com/explosion/spacy-models that fits spaCy, and install the file",
)


def office() -> Part:
    """LibreOffice with Writer."""
    from checker.ingest.soffice import find_soffice

    title, purpose = Text("LibreOffice", "LibreOffice"), Text("读 .doc、.wps、.rtf、.odt", "reading .doc, .wps, .rtf, .odt")
    program = find_soffice()
    if program is None:
        return Part("office", State.MISSING, title, purpose, Text("没有找到", "not found"), _GET_OFFICE, _OFFICE_OFFLINE)
    version = _version(program)
    if not version:
        found = Text(f"{program}：运行不起来", f"{program}: does not run")
        return Part("office", State.WARNING, title, purpose, found, _GET_OFFICE, _OFFICE_OFFLINE)
    if not _has_writer(program):
        found = Text(f"{version}（{program}），没有找到 Writer", f"{version} ({program}), Writer not found")
        return Part("office", State.WARNING, title, purpose, found, _GET_OFFICE, _OFFICE_OFFLINE)
    return Part("office", State.OK, title, purpose, Text(f"{version}（{program}）", f"{version} ({program})"))


def _version(program: Path) -> str:
    """The first line that the program says of itself; empty where it does not run."""
    try:
        done = subprocess.run([str(program), "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return " ".join(done.stdout.decode("utf-8", errors="replace").split()[:2])


def _has_writer(program: Path) -> bool:
    folder = program.resolve().parent
    return any(next(place.glob(pattern), None) for place in (folder, folder.parent / "Frameworks") for pattern in _WRITER)


def recognition() -> Part:
    """The recognition of text on images: packages, models, and whether they start."""
    from checker.ingest import ReadError, ocr

    title, purpose = Text("文字识别", "text recognition"), Text("读扫描件和照片", "reading scans and photos")
    if not ocr.available():
        return Part("ocr", State.MISSING, title, purpose, Text("没有安装", "not installed"), _GET_OCR, _OCR_OFFLINE)
    try:
        ocr.require("", [1])
    except ReadError as error:
        return Part("ocr", State.WARNING, title, purpose, Text(error.message("zh"), error.message("en")), _GET_OCR, _OCR_OFFLINE)
    except Exception as error:  # three libraries fail in their own ways
        told = f"{type(error).__name__}: {error}"
        return Part("ocr", State.WARNING, title, purpose, Text(f"启动不了（{told}）", f"does not start ({told})"), _GET_OCR, _OCR_OFFLINE)
    names = ", ".join(f"{name} {metadata.version(name)}" for name in ("rapidocr", "onnxruntime"))
    return Part("ocr", State.OK, title, purpose, Text(f"{names}，模型已装载", f"{names}, models loaded"))


def trained_pipeline() -> Part:
    """The trained spaCy pipeline, or the stranger's package that has its name on the index."""
    from checker.reading.trained import DEFAULT, TrainedModelError, is_pipeline_package, load_trained

    title = Text(f"训练模型 {DEFAULT}", f"trained pipeline {DEFAULT}")
    purpose = Text("多认一些数字和名称", "more figures and names recognised")
    try:
        version = metadata.version(DEFAULT)
    except metadata.PackageNotFoundError:
        return Part("pipeline", State.MISSING, title, purpose, Text("没有安装", "not installed"), _GET_MODEL, _MODEL_OFFLINE)
    if not is_pipeline_package(DEFAULT):
        found = Text(
            f"装着一个同名的包（版本 {version}），但它不是 spaCy 的模型，是别人占用这个名称的包",
            f"a package of that name ({version}) is here, but it is a stranger's, no pipeline",
        )
        remedy = Text(f"先卸载：python -m pip uninstall {DEFAULT}", f"remove it: python -m pip uninstall {DEFAULT}")
        return Part("pipeline", State.WARNING, title, purpose, found, remedy, NOTHING)
    try:
        load_trained(DEFAULT)
    except TrainedModelError as error:
        return Part("pipeline", State.WARNING, title, purpose, Text(str(error), f"{version} does not load"), _GET_MODEL, _MODEL_OFFLINE)
    return Part("pipeline", State.OK, title, purpose, Text(f"版本 {version}", f"version {version}"))
