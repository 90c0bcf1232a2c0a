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
    "spreadsheet": (
        "这是电子表格，不是报告正文；请提交报告的 .docx、.doc、.wps 或 .pdf 文件",
        "this is a spreadsheet, not a report; hand in the report as .docx, .doc, .wps or .pdf",
    ),
    "presentation": (
        "这是演示文稿，不是报告正文；请提交报告的 .docx、.doc、.wps 或 .pdf 文件",
        "these are slides, not a report; hand in the report as .docx, .doc, .wps or .pdf",
    ),
    "other_archive": (
        "{place} 压缩包无法读取；请解压后改用 .zip 打包，或直接提交其中的文件",
        "{place} archives are not read; unpack it and hand in the files, or a .zip of them",
    ),
    "is_archive": (
        "这是压缩包，里面可能有多份报告；请用 fazhi check 检查，或解压后逐份给出",
        "this is an archive, perhaps of several reports; run fazhi check on it, or unpack it",
    ),
    "nothing_inside": ("压缩包里没有可检查的文件", "there is no file to check in the archive"),
    "too_many_inside": (
        "压缩包里的文件过多，只读取前 {limit} 份；请分开打包",
        "there are too many files in the archive: only the first {limit} are read; pack them apart",
    ),
    "too_deep_inside": ("压缩包套了不止 {limit} 层，不再打开；请直接打包报告文件", "archives are nested more than {limit} deep; pack the reports themselves"),
    "archive_bomb": (
        "压缩包里的内容解压后异常庞大（{place}，上限为 {limit}），为安全起见不予读取",
        "what is packed grows out of all proportion ({place}; the limit is {limit}) and is not read for safety",
    ),
    "link_inside": ("压缩包里的这一项是链接，不是文件；请打包文件本身", "this member of the archive is a link, not a file; pack the file itself"),
    "needs_office": (
        "读取 {place} 文件要用 LibreOffice，本机没有找到；请安装 LibreOffice（含 Writer），或另存为 .docx 后再提交",
        "LibreOffice is needed to read {place} files and was not found; install LibreOffice with Writer, or save the file as .docx",
    ),
    "office_failed": (
        "LibreOffice（{place}）没有运行起来；请检查它是否装好（要含 Writer），或把文件另存为 .docx 后再提交",
        "LibreOffice ({place}) does not run; check that it is installed with Writer, or save the file as .docx",
    ),
    "not_converted": (
        "LibreOffice 打不开这份 {place} 文件，可能已损坏；请用 Word 或 WPS 打开，另存为 .docx 后再提交",
        "LibreOffice cannot open this {place} file, which may be damaged; open it in Word or WPS and save it as .docx",
    ),
    "too_slow": (
        "读取超过 {limit} 秒，已中止；文件可能过于复杂或已损坏，请另存为 .docx 或 .txt 后再提交",
        "reading took more than {limit} s and was stopped; the file may be too complex or damaged: save it as .docx or .txt",
    ),
    "too_much_memory": (
        "读取所用内存超过 {limit}，已中止；文件可能过于复杂或已损坏，请另存为 .docx 或 .txt 后再提交",
        "reading took more than {limit} of memory and was stopped; the file may be too complex or damaged: save it as .docx or .txt",
    ),
    "given_up": (
        "压缩包里已有 {limit} 份文件使读取程序中止，其余不再尝试；请把正常的文件单独打包后再提交",
        "{limit} files in the archive made reading break off, and the others are not tried; pack the sound ones apart",
    ),
    "crashed": (
        "读取时程序出错（{place}），文件可能已损坏；请用原来的软件打开，另存为新文件后再提交",
        "reading failed ({place}); the file may be damaged: open it in the program that made it and save it anew",
    ),
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
    "no_characters": (
        "第 {place} 页只有图形，没有可读取的文字，其中的图片格式也无法识别；请用阅读器另存为 PDF 或提交 Word 文件",
        "page {place} has drawings only, without characters, and no image that can be recognised; save the file as PDF or hand in a Word file",
    ),
    "no_article": (
        "网页中没有正文（可能由脚本或框架载入）；请在浏览器中打开，待正文显示后另存为“网页，单个文件”（.mht），或复制正文存为 .txt",
        "the page has no article (it may be loaded by scripts or frames); open it in a browser, save it as a single file (.mht), or copy the text to a .txt",
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
    "needs_ocr": (
        "第 {place} 页没有可读取的文字（扫描件、照片，或字体缺字符对照表），需要文字识别；请安装：{limit}，或提交 Word、文字版 PDF",
        "page {place} has no text to read (a scan, a photo, or a font that does not name its characters): install {limit}, or hand in Word or a PDF with text",
    ),
    "recognition_put_off": (
        "第 {place} 页没有可读取的文字，需要文字识别，而这次读取不做识别；请允许识别后再读一次，或提交 Word、文字版 PDF",
        "page {place} has no text to read, and recognition was put off; read the file again with recognition, or hand in Word or a PDF with text",
    ),
    "ocr_failed": (
        "文字识别组件已安装但无法启动（{place}）；请重新安装：{limit}",
        "text recognition is installed but does not start ({place}); install it anew: {limit}",
    ),
    "too_many_pages": ("页数过多（{place} 页），上限为 {limit} 页，不像一份报告", "too many pages ({place}); the limit is {limit}: this is no report"),
    "image_too_large": (
        "图片过大（{place} 百万像素），上限为 {limit}；请降低分辨率（200 dpi 即可）后再提交",
        "the image is too large ({place} megapixels); the limit is {limit}: 200 dpi is enough",
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
