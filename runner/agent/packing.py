"""Inputs as one .tgz, for pods that have no store: the same bytes for the same files."""

import os

from .inputs import find_input, read_input

PLAIN = 16  # times what the archive may have: files of more are not even tried


class TooLarge(Exception):
    """The archive would be larger than it may be."""


def pack_inputs(inputs, root, most, check):
    """The archive, of at most so many bytes, and the bytes of the files: each where it lies below `root`, verified.

    The archive is None where it would be larger. Raises Failure as `read_input`; calls `check` now and then.
    """
    trees = {name: find_input(name, source) for name, source in inputs.items()}
    by_place = {tree.path: (name, tree) for name, tree in trees.items()}
    size = sum(tree.size for _, tree in by_place.values())
    if size > most * PLAIN:
        return None, size
    packing = _Packing(most, check)
    try:
        with packing.archive:
            for place, (name, tree) in sorted(by_place.items()):
                below = os.path.relpath(place, root)
                read_input(name, inputs[name], lambda below=below, tree=tree: packing.add(below, tree))
        packing.zipped.close()
    except TooLarge:
        return None, size
    return bytes(packing.packed.data), size


class _Packing:
    def __init__(self, most, check):
        import gzip
        import tarfile

        self.packed = _Limited(most)
        self.zipped = gzip.GzipFile(filename="", mode="wb", fileobj=self.packed, mtime=0)
        self.archive = tarfile.open(fileobj=self.zipped, mode="w")
        self._member = tarfile.TarInfo
        self._folder = tarfile.DIRTYPE
        self._check = check

    def add(self, name, tree):
        """Adds what lies there under that name; returns the sha256 of what was read."""
        if tree.kind == "folder":
            for folder in ["", *tree.folders]:
                member = self._member(_joined(name, folder))
                member.type, member.mode = self._folder, 0o755
                self.archive.addfile(member)
        hashes = {}
        for file, path, size in tree.files:
            member = self._member(_joined(name, file))
            member.size, member.mode = size, os.stat(path).st_mode & 0o777
            with _Hashed(path, self._check) as content:
                self.archive.addfile(member, content)
            hashes[file] = content.digest.hexdigest()
        return tree.digest(hashes)


class _Hashed:
    """A file whose hash is known when it was read."""

    def __init__(self, path, check):
        from hashlib import sha256

        self.digest = sha256()
        self._file = open(path, "rb")
        self._check = check

    def read(self, size):
        self._check()
        data = self._file.read(size)
        self.digest.update(data)
        return data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()


class _Limited:
    """Takes so many bytes: what can't be handed over need not be packed to its end."""

    def __init__(self, most):
        self.data = bytearray()
        self._most = most
        self._is_full = False

    def write(self, data):
        if self._is_full:  # what closes itself later
            return len(data)
        if len(self.data) + len(data) > self._most:
            self._is_full = True
            raise TooLarge
        self.data += data
        return len(data)

    def flush(self):
        pass


def _joined(*names):
    return "/".join(filter(None, names))
