"""The log: what the code prints, masked, on its way to the agent's standard output."""

import os
import select

from .control import write_all
from .masking import Masker

TAIL = 64 * 1024  # bytes kept for finding out why the code failed
_TRACEBACK = b"Traceback (most recent call last):"
_BEGINNING = 16 * 1024  # bytes kept of the last traceback, where its message is longer than the tail
_LINES = 200  # after so many of them it is not the end of what the code said


class Log:
    """A masked stream that never blocks for long, so that timeouts hold also when nobody reads it."""

    def __init__(self, descriptor, masker=None):
        self.descriptor = descriptor
        self.masker = masker or Masker()
        self.tail = b""
        self._traceback = b""
        self._lines = 0
        self._pending = memoryview(b"")
        self._last = b"\n"

    @property
    def pending(self):
        """Whether something waits to be written; then `push` when the descriptor is ready, and don't `feed`."""
        return len(self._pending) > 0

    def feed(self, data):
        self._take(self.masker.feed(data))

    def finish(self):
        """Ends the stream of the code: what the masker kept back comes out."""
        self._take(self.masker.finish())

    def begin(self):
        """What follows is the output of other code."""
        self.tail = self._traceback = b""

    def said_last(self):
        """The tail, and before it the beginning of a traceback whose message of megabytes has pushed it out of there."""
        if self._traceback and _TRACEBACK not in self.tail:
            return self._traceback + b"\n" + self.tail
        return self.tail

    def push(self):
        """Writes as much as a descriptor that is ready takes without blocking."""
        written = os.write(self.descriptor, self._pending[: select.PIPE_BUF])
        self._pending = self._pending[written:]

    def drop(self):
        self._pending = memoryview(b"")

    def write_line(self, line):
        """Writes a line of the agent's own, after all that waits. Blocks until it is written."""
        write_all(self.descriptor, self._pending)
        self.drop()
        start = b"" if self._last == b"\n" else b"\n"
        write_all(self.descriptor, start + line + b"\n")
        self._last = b"\n"

    def _take(self, data):
        if data:
            self._pending = memoryview(data)
            self._last = data[-1:]
            self._remember(data)
            self.tail = data[-TAIL:] if len(data) >= TAIL else (self.tail + data)[-TAIL:]

    def _remember(self, data):
        begin = data.rfind(_TRACEBACK)
        if begin >= 0:
            self._traceback, self._lines = data[begin : begin + _BEGINNING], data.count(b"\n", begin)
        elif self._traceback:
            self._traceback += data[: _BEGINNING - len(self._traceback)]
            self._lines += data.count(b"\n")
        if self._lines > _LINES:
            self._traceback, self._lines = b"", 0
