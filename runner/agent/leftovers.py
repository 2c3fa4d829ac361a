"""Leftovers: processes that the code started and that outlive it."""

import os
import signal
from time import sleep

ROUNDS = 20  # of looking again: a process may fork while we look, and a killed one takes a moment to go


def kill_leftovers(group, token):
    """Kills the process group, and every process whose environment holds this step's token.

    The second catches those that made a session of their own; it needs /proc, so on other systems only the
    group dies.
    """
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    for _ in range(ROUNDS):
        found = _holding(token.encode())
        if not found:
            return
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        sleep(0.005)


def _holding(token):
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    return [int(name) for name in names if name.isdigit() and token in _environment(name)]


def _environment(pid):
    """The environment that a process was started with; empty when it is gone or somebody else's."""
    try:
        descriptor = os.open(f"/proc/{pid}/environ", os.O_RDONLY)
    except OSError:
        return b""
    parts = []
    try:
        while True:
            part = os.read(descriptor, 65536)
            if not part:
                return b"".join(parts)
            parts.append(part)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
