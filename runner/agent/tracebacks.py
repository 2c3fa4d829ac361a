"""Reads a Python traceback in the end of a log: which error, and where in the project."""

import os
import re

_HEADER = "Traceback (most recent call last):"
# Where code is, and no error: of logging and of warnings.
_STACKS = ("Stack (most recent call last):", "Object allocated at (most recent call last):", "Call stack:")
_GROUP = "Exception Group "
_FRAME = re.compile(r'\s+File "(.+)", line (\d+)(?:, in .*)?$')
_ERROR = re.compile(r"((?:[^\W\d]\w*\.(?:<locals>\.)?)*)([^\W\d]\w*)(?::\s?(.*))?")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_MEMBER = re.compile(r"\s*\+-[+-]* (\d+) -+$")
# What Python says between the cause and what it led to.
_LINKS = (
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
)
# Before tracebacks that ended nothing.
_IGNORED = ("Exception ignored ", "Error in atexit.", "--- Logging error ---")
_THREAD = "Exception in thread "
# Of a virtual environment in the project.
_INSTALLED = re.compile(r"(?:^|/)(?:site-packages|dist-packages|lib\d*/python\d[\d.]*)/")
LONGEST_MESSAGE = 300  # characters


class Traceback:
    """The last uncaught exception: its class, the first line of its message, and its frames, deepest last."""

    def __init__(self, error, message, frames):
        self.error = error
        self.message = _cut(message)
        self.frames = frames
        self._own = (message, frames)

    def place(self, root, directory=None):
        """The deepest frame in a file of the project (`place` in src/backends/result.ts), or None.

        A path that is not absolute is one of the directory that the code began in; left out it is the root.
        """
        for path, line in reversed(self.frames):
            name = in_project(path, root, directory or root)
            if name:
                return {"file": name, "line": line, "cell": None, "error": self.error, "message": self.message}
        return None

    def caused_by(self, cause):
        """Where the cause was raised: deeper for the same error from another process, else a place for want of a better."""
        is_same = (cause.error, cause.message) == (self.error, self.message)
        self.frames = self.frames + cause.frames if is_same else cause.frames + self.frames

    def tell_first(self, member):
        """Of an exception group: its first member says what really happened, and where."""
        message, frames = self._own
        said = f": {member.message}" if member.message else ""
        self.message = _cut(f"{message}; the first: {member.error}{said}")
        self.frames = frames + member.frames


def last_traceback(text):
    """The last traceback in a text; of chained exceptions the last; None when there is none.

    A syntax error in the main file has no header, and the text may begin in the middle of a traceback, so a
    frame alone begins one too.
    """
    reader = _Reader()
    for line in _COLOUR.sub("", text).splitlines():
        reader.read(line)
    return reader.found or reader.of_thread


class _Reader:
    def __init__(self):
        self.found = None
        self.of_thread = None  # it ended its thread only, so any other counts more
        self._frames = None
        self._lead = ""  # what stands before each line: of a rank, of a group, or nothing
        self._before = ""  # the last line with text
        self._kind = "main"  # or "thread", "ignored", "member"
        self._cause = None
        self._group = None  # with its lead, while its members are read
        self._member = None  # number of the member

    def read(self, line):
        if line.endswith(_HEADER) or line.endswith(_STACKS):
            self._begin(line)
        else:
            if self._lead and line.startswith(self._lead):
                line = line[len(self._lead) :]
            self._read_on(line)
        if line.strip():
            self._before = line

    def _begin(self, line):
        self._frames = []
        if not line.endswith(_HEADER):
            self._kind = "ignored"
            return
        lead = line[: -len(_HEADER)]
        is_group = lead.endswith(_GROUP)
        self._lead = (lead[: -len(_GROUP)] if is_group else lead).replace("+", "|")
        is_member = self._group is not None and "|" in self._lead and len(self._lead) > len(self._group[1])
        if is_member:
            self._kind = "member"
        elif self._before not in _LINKS:
            self._kind = self._kind_after(self._before)
        if not is_member:
            self._group = (None, self._lead) if is_group else None

    @staticmethod
    def _kind_after(line):
        if line.startswith(_IGNORED):
            return "ignored"
        return "thread" if line.startswith(_THREAD) else "main"

    def _read_on(self, line):
        frame = _FRAME.match(line)
        member = _MEMBER.match(line)
        if frame:
            if self._frames is None:
                self._frames, self._kind = [], "main"
            self._frames.append((frame.group(1), int(frame.group(2))))
        elif member:
            self._member = int(member.group(1))
        elif line in _LINKS:
            self._cause = self.of_thread if self._kind == "thread" else self.found
        elif self._frames and line and not line[0].isspace():
            error = _ERROR.fullmatch(line)
            if error and _is_class(*error.group(1, 2)):
                self._end(Traceback(error.group(2), (error.group(3) or "").strip(), self._frames))

    def _end(self, traceback):
        self._frames = None
        if self._kind == "member":
            if self._group[0] is not None and self._member == 1:
                self._group[0].tell_first(traceback)
            return
        if self._cause is not None:
            traceback.caused_by(self._cause)
            self._cause = None
        if self._group is not None:
            self._group = (traceback, self._group[1])
        if self._kind == "thread":
            self.of_thread = traceback
        elif self._kind == "main":
            self.found = traceback


def _is_class(modules, name):
    """Not a line of a log in between, as `loss: 0.3` and `INFO: ready`."""
    return bool(modules) or not (name.islower() or name.isupper())


def _cut(message):
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"


def in_project(path, root, directory):
    """A file's path in the project; None for one that is elsewhere, installed or not there."""
    absolute = os.path.normpath(os.path.join(directory, path))
    for base in (root, os.path.realpath(root)):
        name = os.path.relpath(absolute, base).replace(os.sep, "/")
        if name != ".." and not name.startswith("../"):
            return name if os.path.isfile(absolute) and not _INSTALLED.search(name) else None
    return None
