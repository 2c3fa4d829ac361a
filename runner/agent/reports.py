"""Reads a file that the code wrote for us, whatever the code made of it."""

import os
import stat

MOST = 64 * 1024 * 1024  # bytes read; a metrics file of a long training has a few


def bytes_of(path, variable, warn):
    """The file's bytes: none when it is missing, or no regular file."""
    try:
        # Not blocking: the code may have put a FIFO here.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return b""
    except OSError as error:
        warn(f"${variable} can't be read: {error.strerror}")
        return b""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        warn(f"${variable} is no regular file any more and was not read")
        return b""
    with open(descriptor, "rb") as file:
        data = file.read(MOST + 1)
    if len(data) > MOST:
        warn(f"${variable} is larger than {MOST // 1024 // 1024} MiB; the rest was not read")
    return data[:MOST]


def text_of(path, variable, warn):
    return bytes_of(path, variable, warn).decode("utf-8", "replace").lstrip("\ufeff")
