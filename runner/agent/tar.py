"""Reads a .tgz as a stream. Python's own tarfile takes longer to import than a small step takes to start."""

import zlib

RECORD = 512
BLOCK = 256 * 1024
FILE, HARD_LINK, LINK, DEVICES, FOLDER, PIPE = b"0", b"1", b"2", b"34", b"5", b"6"
LONG_NAME, LONG_LINK, PAX, PAX_FOR_ALL = b"L", b"K", b"x", b"g"
MOST_TEXT = 1024 * 1024  # bytes of a name, with whatever else is told about a member


class Archive:
    """What a gzip file in parts holds: a large source does not fit into a small pod's memory."""

    def __init__(self, paths):
        self._paths = list(paths)
        self._file = None
        self._zip = zlib.decompressobj(31)
        self._ready = b""

    def read(self, size):
        """Exactly so many bytes. Raises EOFError when there are fewer, OSError, zlib.error."""
        while len(self._ready) < size:
            data = self._zip.unconsumed_tail or self._compressed()
            if not data:
                raise EOFError("it ends too early")
            self._ready += self._zip.decompress(data, BLOCK)
        found, self._ready = self._ready[:size], self._ready[size:]
        return found

    def finish(self):
        """Reads to the end. Raises EOFError when the parts are not the whole."""
        while not self._zip.eof:
            data = self._zip.unconsumed_tail or self._compressed()
            if not data:
                raise EOFError("it ends too early")
            self._zip.decompress(data, BLOCK)

    def _compressed(self):
        while self._file or self._paths:
            self._file = self._file or open(self._paths.pop(0), "rb")
            data = self._file.read(BLOCK)
            if data:
                return data
            self._file.close()
            self._file = None
        return b""


class Member:
    """One entry: `name`, `kind` (the letter of its header), `link`, `mode`, and its content, which is read once."""

    def __init__(self, archive, name, kind, link, mode, size):
        self.name = name
        self.kind = kind
        self.link = link
        self.mode = mode
        self._archive = archive
        self._padding = -size % RECORD
        self._left = size

    def blocks(self):
        """Its content, piece by piece. Raises as `Archive.read`."""
        while self._left:
            block = self._archive.read(min(self._left, BLOCK))
            self._left -= len(block)
            yield block
        self._archive.read(self._padding)
        self._padding = 0

    def text(self):
        if self._left > MOST_TEXT:
            raise ValueError("a name in it is too long")
        return b"".join(self.blocks())


def members(archive):
    """Each member, its content to be read before the next. Raises ValueError for no tar, and as `Archive.read`."""
    told = {}  # about the next member, where its header is too small for it
    while True:
        header = archive.read(RECORD)
        if not header.strip(b"\0"):
            return
        member = _member(archive, header, told)
        if member.kind == PAX:
            told.update(_pax(member.text()))
        elif member.kind in (LONG_NAME, LONG_LINK):
            told["path" if member.kind == LONG_NAME else "linkpath"] = _decoded(member.text())
        else:
            told = {}
            if member.kind != PAX_FOR_ALL:
                yield member
        for _ in member.blocks():  # what nobody wanted
            pass


def _member(archive, header, told):
    if sum(header[:148]) + 8 * 0x20 + sum(header[156:]) != _number(header[148:156]):
        raise ValueError("it is damaged, or no tar")
    kind = header[156:157]
    name, link = _decoded(header[:100]), _decoded(header[157:257])
    prefix = _decoded(header[345:500]) if header[257:263] == b"ustar\0" else ""
    size = _number(header[124:136])
    if kind in (PAX, PAX_FOR_ALL, LONG_NAME, LONG_LINK):
        return Member(archive, name, kind, link, 0, size)
    size = int(told.get("size", size)) if kind in (FILE, b"\0", b"7") else 0
    own = told.get("path", prefix + "/" + name if prefix else name)
    mode = _number(header[100:108])
    return Member(archive, own, FILE if kind in b"\x007" else kind, told.get("linkpath", link), mode, size)


def _number(field):
    """Octal digits; a number that needs more begins with the bit 0x80."""
    if field[0] & 0x80:
        return int.from_bytes(field, "big") & ~(0x80 << 8 * (len(field) - 1))
    return int(field.strip(b"\0 ") or b"0", 8)


def _decoded(field):
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _pax(data):
    """Lines of `length key=value`, the length in bytes, its own digits included. Raises ValueError."""
    found = {}
    while data:
        length, _, _ = data.partition(b" ")
        record, data = data[: int(length)], data[max(int(length), 1) :]
        key, _, value = record[len(length) + 1 : -1].partition(b"=")
        found[key.decode()] = value.decode("utf-8", "surrogateescape")
    return found
