"""Unpacking an archive that somebody else has made."""

import os

from .tar import DEVICES, FILE, FOLDER, HARD_LINK, LINK, PIPE, Archive, members


def unpack(paths, root):
    """Unpacks a .tgz that lies in parts into a new folder, in place of what an earlier start left there.

    Raises ValueError for a member that would lie elsewhere, EOFError, OSError, zlib.error.
    """
    if os.path.lexists(root):
        import shutil

        shutil.rmtree(root)
    archive = Archive(paths)
    _Unpacking(root).take(members(archive))
    archive.finish()


class _Unpacking:
    """Writes members below a folder, and nowhere else, whatever their names and links say."""

    def __init__(self, root):
        self._root = root
        self._folders = set()
        self._files = set()

    def take(self, found):
        self._folder("")
        for member in found:
            name = self._inside(member.name)
            if member.kind == FOLDER:
                self._folder(name)
            elif member.kind in (FILE, LINK, HARD_LINK):
                self._folder(os.path.dirname(name))
                self._write(member, name)
            elif member.kind not in DEVICES + PIPE:
                raise ValueError(f"{member.name} is of a kind that can't be unpacked")

    def _inside(self, name):
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if name.startswith("/") or ".." in parts:
            raise ValueError(f"{name} lies outside")
        return "/".join(parts)

    def _folder(self, name):
        """Makes a folder. One that is there but not ours may be a link that leads outside."""
        if name in self._folders:
            return
        if name:
            self._folder(os.path.dirname(name))
            os.mkdir(os.path.join(self._root, name))
        else:
            os.makedirs(self._root)
        self._folders.add(name)

    def _write(self, member, name):
        path = os.path.join(self._root, name)
        if os.path.lexists(path):
            os.unlink(path)  # the later of two members of a name wins
            self._files.discard(name)
        if member.kind == LINK:
            os.symlink(member.link, path)
            return
        if member.kind == HARD_LINK:
            target = self._inside(member.link)
            if target not in self._files:
                raise ValueError(f"{member.name} is a link to nothing")
            os.link(os.path.join(self._root, target), path)
        else:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                for block in member.blocks():
                    _write_all(descriptor, block)
                os.fchmod(descriptor, member.mode & 0o777 | 0o600)
            finally:
                os.close(descriptor)
        self._files.add(name)


def _write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data) :]
