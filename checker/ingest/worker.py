"""The process that reads files for another: `python -m checker.ingest.worker`, asked by `sandbox`.

It opens no socket, starts no program and, on POSIX, writes no file and takes no more memory than it
was given. When the other side goes, it goes too, within the time that a file may take.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from typing import BinaryIO

from checker.ingest import MAX_BYTES, archive, formats, patience, recognition
from checker.ingest.converter import Unconverted
from checker.ingest.document import Document
from checker.ingest.errors import ReadError
from checker.ingest.frames import At, End, MoreTime, Request, receive, receive_bytes, send

FILES = 200  # then the process is replaced, so that what libraries leak does not pile up
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork", "pty.", "webbrowser.", "urllib.")

Result = Document | ReadError | Unconverted

_memory = 0  # bytes, as the other side said


def main(memory: int, longest: float) -> None:
    """Answers requests on stdin until there are no more. `memory` is in bytes, `longest` in seconds for one file."""
    asked, answers = _pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other side's to answer
    _limit(memory)
    sys.addaudithook(_refuse)
    patience.listen(lambda seconds, done, total: send(answers, MoreTime(seconds, done, total)))
    files = 0
    while True:
        try:
            request, data = receive(asked), receive_bytes(asked)
        except EOFError:
            return
        tired = False
        # The other side keeps the clock; this one is for when it has gone.
        faulthandler.dump_traceback_later(longest, exit=True, file=sys.stderr)
        for result in read_within(data, request, answers):
            files += 1
            tired |= isinstance(result, ReadError) and result.code == "too_much_memory"
            send(answers, result)
            faulthandler.dump_traceback_later(longest, exit=True, file=sys.stderr)
        faulthandler.cancel_dump_traceback_later()
        del data
        gc.collect()
        send(answers, End(tired or files >= FILES))


def read_within(data: bytes, request: Request, answers: BinaryIO) -> Iterator[Result]:
    """What the file holds: one result, or one for each member of an archive. Each is announced on `answers`."""
    send(answers, At(request.source))
    if not _is_archive(data, request.source):
        yield _result(data, request.source, request.recognise)
        return
    for number, member in enumerate(archive.members(data, request.source)):
        if number < request.skip:
            continue
        send(answers, At(member.source))
        yield member if isinstance(member, ReadError) else _result(member.data, member.source, request.recognise)


def _is_archive(data: bytes, source: str) -> bool:
    try:
        return formats.detect(data, source) == "archive"
    except (ReadError, MemoryError):
        return False


def _result(data: bytes, source: str, recognise: bool) -> Result:
    try:
        if not data:
            raise ReadError(source, "empty")
        if len(data) > MAX_BYTES:
            raise ReadError(source, "too_large", place=f"{len(data) / 1e6:.0f} MB", limit=f"{MAX_BYTES / 1e6:.0f} MB")
        format = formats.detect(data, source)
        if format in formats.OFFICE:
            return Unconverted(source, format, data)
        with recognition.allowed(recognise):
            return formats.read_as(format, data, source)
    except ReadError as error:
        if error.__cause__ and os.environ.get("FAZHI_DEBUG") == "1":
            traceback.print_exc(file=sys.stderr)
        return error
    except MemoryError:
        return ReadError(source, "too_much_memory", limit=f"{_memory / 1e6:.0f} MB")


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The streams to and from the other side, out of reach of what a library prints or reads."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return asked, answers


def _limit(memory: int) -> None:
    """Holds this process to so much memory and to no file written, where the system can."""
    global _memory
    _memory = memory
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        if sys.platform == "linux":
            # Address space is no measure: libraries for OCR reserve twice what they use. Data is what a process may fill.
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for readers of files")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
