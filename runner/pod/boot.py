"""The first thing in a pod's container: unpacks the step agent beside the step's work, and becomes it.

Any Python can read this file; one older than 3.8 hands over to boot.sh, which runs what needs no Python.
"""

import os
import sys

OLDEST = (3, 8)
BASE = os.environ.get("AUTOML_BASE", "/automl")


class Archive(object):
    """What a gzip file in parts holds, as a stream: a large source does not fit into a small pod's memory."""

    BLOCK = 256 * 1024

    def __init__(self, paths):
        import zlib

        self._paths = list(paths)
        self._file = None
        self._zip = zlib.decompressobj(31)
        self._ready = b""

    def read(self, size):
        while len(self._ready) < size:
            data = self._zip.unconsumed_tail or self._compressed()
            if not data:
                break
            self._ready += self._zip.decompress(data, self.BLOCK)
        found, self._ready = self._ready[:size], self._ready[size:]
        return found

    def finish(self):
        """Reads to the end. Raises EOFError when the parts are not the whole."""
        while self.read(self.BLOCK):
            pass
        if not self._zip.eof:
            raise EOFError("it ends too early")

    def _compressed(self):
        while not self._zip.eof and (self._file or self._paths):
            self._file = self._file or open(self._paths.pop(0), "rb")
            data = self._file.read(self.BLOCK)
            if data:
                return data
            self._file.close()
            self._file = None
        return b""


class Unpacking(object):
    """Writes an archive's members below a folder, and nowhere else, whatever their names and links say."""

    def __init__(self, root):
        self._root = root
        self._folders = set()
        self._files = set()

    def take(self, archive):
        """Raises ValueError for a member that would lie elsewhere, EOFError, OSError, tarfile.TarError, zlib.error."""
        import tarfile

        self._folder("")
        with tarfile.open(fileobj=archive, mode="r|", bufsize=Archive.BLOCK) as members:
            for member in members:
                name = self._inside(member.name)
                if member.isdir():
                    self._folder(name)
                elif member.isreg() or member.issym() or member.islnk():
                    self._folder(os.path.dirname(name))
                    self._write(members, member, name)
                elif not member.isdev():
                    raise ValueError("%s is of a kind that can't be unpacked" % member.name)
        archive.finish()

    def _inside(self, name):
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if name.startswith("/") or ".." in parts:
            raise ValueError("%s lies outside" % name)
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

    def _write(self, members, member, name):
        path = os.path.join(self._root, name)
        if os.path.lexists(path):
            os.unlink(path)  # the later of two members of a name wins
            self._files.discard(name)
        if member.issym():
            os.symlink(member.linkname, path)
            return
        if member.islnk():
            target = self._inside(member.linkname)
            if target not in self._files:
                raise ValueError("%s is a link to nothing" % member.name)
            os.link(os.path.join(self._root, target), path)
        else:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                content = members.extractfile(member)
                for block in iter(lambda: content.read(Archive.BLOCK), b""):
                    file.write(block)
                os.fchmod(descriptor, member.mode & 0o777 | 0o600)
        self._files.add(name)


def unpack(paths, root):
    """Unpacks a .tgz that lies in parts into a new folder, in place of what an earlier start left there."""
    if os.path.lexists(root):
        import shutil

        shutil.rmtree(root)
    Unpacking(root).take(Archive(paths))


def give_up(reason):
    """Ends the step with the result that the agent would have given (runner/agent/result.py)."""
    import hashlib
    import json

    document = {"state": "failed", "reason": reason, "exit_code": None, "install_seconds": 0, "code_seconds": 0}
    document.update((name, {}) for name in ("metrics", "outputs", "artifacts", "labels"))
    document.update((name, None) for name in ("summary", "place", "service"))
    document["warnings"] = []
    line = json.dumps({"event": "result", "result": document}).encode()
    os.write(1, b"\x1e::automl::" + line + b"\n")
    message = {"automl": 1, "sha256": hashlib.sha256(line).hexdigest(), "state": "failed", "exit_code": None}
    path = os.environ.get("AUTOML_TERMINATION")
    if path:
        with open(path, "wb") as file:
            file.write(json.dumps(dict(message, document=document)).encode())
    os._exit(1)


def main():
    if sys.version_info[:2] < OLDEST:
        os.environ["AUTOML_FOUND"] = "Python %d.%d" % sys.version_info[:2]
        os.execvp("sh", ["sh", os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot.sh")])
    sys.dont_write_bytecode = True  # they would be used once
    runner = os.path.join(BASE, "work", "runner")
    try:
        unpack([os.path.join(BASE, "injected", "runner.tgz")], runner)
    except Exception as error:
        give_up("the step agent can't be unpacked to %s: %s" % (os.path.dirname(runner), error))
    sys.path.insert(0, runner)
    from agent.pod import main as run_pod

    run_pod(BASE, unpack)


if __name__ == "__main__":
    main()
