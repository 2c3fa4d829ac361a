"""The termination message: a short form of the result that the kubelet puts into the pod's status."""

import os
import sys

from .control import encode

LIMIT = 4000  # bytes; the kubelet keeps 4096 of a container


def write_termination(path, line, document):
    """Writes it; best effort, since the log holds the whole. `line` is the JSON of the result's frame.

    The hash lets the driver tell that what it read in the log is the whole result; where the document itself
    fits, no log is needed.
    """
    message = {"automl": 1, "sha256": hash_of(line)}
    message.update((name, document[name]) for name in ("state", "exit_code"))
    data = encode({**message, "document": document})
    _write(path, data if len(data) <= LIMIT else encode(message))


def write_children(path, hashes):
    """Writes it for a pod of several children; `hashes`, by iteration, are of those that have ended so far."""
    _write(path, encode({"automl": 1, "children": hashes}))


def hash_of(line):
    return _sha256()(line).hexdigest()


def _write(path, data):
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(descriptor, data)
        os.close(descriptor)
    except OSError as error:
        print(f"the termination message can't be written: {error}", file=sys.stderr, flush=True)


def _sha256():
    """As Python's own `random` finds its hash: hashlib loads all of OpenSSL, which takes 3 ms."""
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # before Python 3.12
        except ImportError:
            from hashlib import sha256
    return sha256
