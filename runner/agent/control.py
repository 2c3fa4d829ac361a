"""The control channel: the agent's messages to the driver (`agentMessage` in src/backends/result.ts)."""

import json
import os

from .ending import Stopped

# Begins a message on standard output where there is no channel of its own (a pod's log). 0x1e is the record
# separator; nobody's output holds this by chance, and the log masks it in the output of the code, so that the
# code can't forge a message. A frame always starts a line and ends with a newline.
FRAME = b"\x1e::automl::"


class Control:
    """Writes JSON lines to a file descriptor, or frames to the log when there is none."""

    def __init__(self, descriptor, log):
        self.iteration = None  # the child that all messages are about, where several share the pod
        self._descriptor = descriptor
        self._log = log
        if descriptor is not None:
            os.set_inheritable(descriptor, False)  # the code must not be able to speak for us

    def send(self, event, **fields):
        """Sends one message and returns its JSON as bytes. Raises Stopped when the driver is gone."""
        about = {} if self.iteration is None else {"iteration": self.iteration}
        line = encode({"event": event, **about, **fields})
        try:
            if self._descriptor is None:
                self._log.write_line(FRAME + line)
            else:
                write_all(self._descriptor, line + b"\n")
        except OSError as error:
            raise Stopped("orphaned") from error
        return line


def encode(value):
    """JSON in UTF-8. A lone surrogate, which no other language reads, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def write_all(descriptor, data):
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
