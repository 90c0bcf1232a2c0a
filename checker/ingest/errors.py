"""Why a file could not be read, in words for the person who sent it."""

from __future__ import annotations

# code: (Chinese, English). {place} and {limit} are filled where the code has them.
MESSAGES: dict[str, tuple[str, str]] = {
    "not_found": ("找不到文件，请核对路径", "no such file; check the path"),
    "is_folder": ("这是文件夹，请给出其中的文件，例如 {place}", "this is a folder; name the files in it, e.g. {place}"),
    "unreadable": ("打不开文件（{place}），请检查权限", "the file cannot be opened ({place}); check its permissions"),
    "empty": ("文件是空的，没有可检查的文字", "the file is empty: there is no text to check"),
    "binary": (
        "内容不是文本，可能是改了扩展名的其他格式；请另存为 .txt 或 .md（UTF-8 或 GB18030）",
        "the content is not text, perhaps another format under this name; save it as .txt or .md (UTF-8 or GB18030)",
    ),
    "encoding": (
        "文字编码无法识别（字节 {place} 处）；请另存为 UTF-8 或 GB18030",
        "the text encoding is not recognised (at byte {place}); save the file as UTF-8 or GB18030",
    ),
    "unknown_format": ("不支持的文件类型 {place}；可用：{limit}", "unsupported file type {place}; use one of {limit}"),
    "too_large": ("文件过大（{place}），上限为 {limit}", "the file is too large ({place}); the limit is {limit}"),
    "too_long": (
        "文字过长（{place} 字），上限为 {limit} 字，不像一份报告",
        "the text is too long ({place} characters); the limit is {limit}: this is no report",
    ),
    "line_too_long": (
        "第 {place} 行过长，上限为 {limit} 字，不像一份报告",
        "line {place} is too long; the limit is {limit} characters: this is no report",
    ),
    "broken": (
        "文件已损坏，无法读取（{place}）；请用 Word、WPS 等原来的软件打开，另存为新文件后再提交",
        "the file is damaged ({place}); open it in the program that made it and save it anew",
    ),
    "encrypted": ("文件设有密码；请取消密码保护后再提交", "the file is protected by a password; take the protection off"),
    "unsafe_xml": (
        "文件中含有外部实体或文档类型声明（{place}），为安全起见不予读取；请用 Word 或 WPS 打开，另存为新文件后再提交",
        "the file has a document type or entities in it ({place}) and is not read for safety; open it in a word processor and save it anew",
    ),
    "too_complex": (
        "文件内容异常庞大或层层嵌套（{place}，上限为 {limit}），不像一份报告；请另存为 .txt 后再提交",
        "the file is oversized or deeply nested inside ({place}; the limit is {limit}): this is no report; save it as .txt",
    ),
    "only_pictures": (
        "文件里只有图片，没有文字；请提交可编辑的文字稿，或者扫描件的 PDF",
        "there are only pictures in the file and no text; hand in the text itself, or the scan as a PDF",
    ),
    "only_embedded": (
        "正文是嵌入的网页或文件，没有可读取的文字；请用 Word 打开，另存为新的 .docx 后再提交",
        "the text is a page or file embedded in this one; open it in Word and save it anew as .docx",
    ),
}


class ReadError(Exception):
    """A file that could not be read. `code` is a key of `MESSAGES`; `source` names the file."""

    def __init__(self, source: str, code: str, *, place: str = "", limit: str = "") -> None:
        self.source = source
        self.code = code
        self._values = {"place": place, "limit": limit}
        super().__init__(f"{source}: {self.message()}")

    def message(self, lang: str = "zh") -> str:
        """The reason in Chinese (`zh`) or English (`en`), without the file's name."""
        chinese, english = MESSAGES[self.code]
        return (english if lang == "en" else chinese).format(**self._values)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.source, self.code, self._values)


def _rebuild(source: str, code: str, values: dict[str, str]) -> ReadError:
    return ReadError(source, code, **values)
