"""Why code that ended by itself failed: one plain sentence."""

import os
import signal

from .ending import Failure
from .memory import no_memory
from .tracebacks import last_traceback

_MEANINGS = {
    "SIGSEGV": "segmentation fault",
    "SIGABRT": "aborted",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic error",
    "SIGILL": "illegal instruction",
}
_MEMORY = "; memory may have run out"
LITTLE = 64 * 1024  # bytes; a device with less is full


def failure_of(status, said, spec, out_of_memory):
    """The Failure for an exit status other than 0 (negative: a signal), from what the code said last."""
    if status < 0:
        return Failure("was killed by " + _signal(-status, spec, out_of_memory))
    if status > 128 and status - 128 in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):  # as a shell says it
        return Failure(f"exit {status}: a process was killed by {_signal(status - 128, spec, out_of_memory)}", status)
    reason, place = f"exit {status}", None
    # An uncaught exception always ends Python with 1: other codes were chosen by the code.
    traceback = last_traceback(said.decode("utf-8", "replace")) if status == 1 else None
    if traceback:
        place = traceback.place(spec.root, spec.working_directory)
        reason += ": " + error_sentence(traceback, place, spec)
    return Failure(reason + (no_memory(spec) if out_of_memory else _full_device(spec)), status, place)


def unready(failure, awaited):
    """The Failure of a service that ended by itself before it was ready, from what its exit says."""
    if failure.exit_code is None:
        return Failure(f"ended before {awaited}: it {failure}", None, failure.place)
    _, colon, detail = str(failure).partition(": ")
    return Failure(f"exited with {failure.exit_code} before {awaited}{colon}{detail}", failure.exit_code, failure.place)


def error_sentence(traceback, place, spec):
    """As `ValueError in steps/train.py:31: Input X contains NaN`."""
    where = f" in {place['file']}:{place['line']}" if place else ""
    said = f": {traceback.message}" if traceback.message else ""
    return traceback.error + where + said + import_hint(traceback.error, spec) + _access_hint(traceback.message, spec)


def import_hint(error, spec):
    return f" (is it in {spec.requirements or 'requirements.txt'}?)" if error == "ModuleNotFoundError" else ""


def _access_hint(message, spec):
    if not spec.in_pod or not ("[Errno 13]" in message or "[Errno 30]" in message):
        return ""
    return " (a pod can write to its working directory, $TMPDIR and its volumes)"


def start_failure(error, program):
    """The Failure for an OSError met when starting a program, with the exit code that a shell would give."""
    import errno

    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Failure(f'command "{program}" was not found', 127)
    if error.errno == errno.EACCES:
        return Failure(f'command "{program}" is not executable', 126)
    if error.errno == errno.E2BIG:
        return Failure("its arguments and environment variables are too long for the system", 126)
    return Failure(f'command "{program}" can\'t be run: {error.strerror}', 126)


def _signal(number, spec, out_of_memory):
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    meaning = f" ({_MEANINGS[name]})" if name in _MEANINGS else ""
    if out_of_memory:
        return name + meaning + no_memory(spec)
    return name + meaning + (_MEMORY if name == "SIGKILL" else "")


def _full_device(spec):
    """A hint at a full disk, which programs report in a thousand ways."""
    places = (("the working directory", spec.root), ("the step's outputs", spec.scratch), ("TMPDIR", _temporary()))
    for what, path in places:
        try:
            status = os.statvfs(path)
        except OSError:
            continue
        if status.f_blocks and status.f_bavail * status.f_frsize < LITTLE:
            return f"; no space left on the device that holds {what}"
    return ""


def _temporary():
    return os.environ.get("TMPDIR") or "/tmp"
