"""Reads a Python traceback in the end of a log: which error, and where in the project."""

import os
import re

_HEADER = "Traceback (most recent call last):"
_FRAME = re.compile(r'\s+File "([^"]+)", line (\d+)')
_ERROR = re.compile(r"([A-Za-z_][\w.]*)(?::\s?(.*))?")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LONGEST_MESSAGE = 300  # characters


class Traceback:
    """The last uncaught exception: its class, the first line of its message, and its frames, deepest last."""

    def __init__(self, error, message, frames):
        self.error = error
        self.message = message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"
        self.frames = frames

    def place(self, root):
        """The deepest frame in a file of the project (`place` in src/backends/result.ts), or None."""
        for path, line in reversed(self.frames):
            name = _in_project(path, root)
            if name:
                return {"file": name, "line": line, "cell": None, "error": self.error, "message": self.message}
        return None


def last_traceback(text):
    """The last traceback in a text; of chained exceptions the last; None when there is none.

    A syntax error in the main file has no header, and the text may begin in the middle of a traceback, so a
    frame alone begins one too.
    """
    found, frames = None, None
    for line in _COLOUR.sub("", text).splitlines():
        if line.startswith(("  | ", "  + ")):  # of an exception group, only the outer level
            line = line[4:]
        frame = _FRAME.match(line)
        if line == _HEADER or line.endswith("Exception Group " + _HEADER):
            frames = []
        elif frame:
            frames = frames if frames is not None else []
            frames.append((frame.group(1), int(frame.group(2))))
        elif frames and line and not line[0].isspace():
            error = _ERROR.fullmatch(line)
            if error:
                found = Traceback(error.group(1).rpartition(".")[2], (error.group(2) or "").strip(), frames)
                frames = None
    return found


def _in_project(path, root):
    for base in (root, os.path.realpath(root)):
        absolute = os.path.normpath(os.path.join(base, path))
        name = os.path.relpath(absolute, base)
        if not name.startswith("..") and "site-packages" not in name and "dist-packages" not in name:
            return name.replace(os.sep, "/") if os.path.isfile(absolute) else None
    return None
