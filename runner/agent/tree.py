"""A file, or a folder with all that is in it: listed, hashed, copied."""

import os
import stat

BLOCK = 1024 * 1024


class Refused(Exception):
    """A link that can't be followed; the message says which and why."""


class Tree:
    """What lies at a path.

    `files` are (name, path, size), sorted by name, with links to files and folders inside followed; `folders`
    are names. Names are relative, with forward slashes; a single file has the one name ''. `skipped` are
    sockets, pipes and devices. `portable`: it can be moved as it is, since it holds no special file and no link
    that would break.
    """

    def __init__(self, path):
        """Raises Refused for a link that leads outside, nowhere, or round in circles; OSError."""
        self.path = path
        self.files = []
        self.folders = []
        self.skipped = []
        self.portable = not os.path.islink(path)
        self._root = os.path.realpath(path)
        self.kind = "folder" if os.path.isdir(self._root) else "file"
        if self.kind == "folder":
            self._scan(self._root, "", [self._root])
        else:
            self._add("", self._root)
        self.files.sort()

    @property
    def size(self):
        return sum(size for _, _, size in self.files)

    def digest(self, hashes):
        """The hash of the whole, from the hashes of the files: the rule of src/backends/result.ts."""
        if self.kind == "file":
            return hashes[""]
        import hashlib

        lines = (f"{hashes[name]}  {name}\n" for name, _, _ in self.files)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    def hash(self, check):
        """The sha256 of the whole. Calls `check` for each block read."""
        return self.digest({name: _copy(path, None, check) for name, path, _ in self.files})

    def copy(self, target, check):
        """Copies to a path that must not exist, and returns the sha256 of what was read."""
        if self.kind == "folder":
            os.makedirs(target)
            for name in self.folders:
                os.makedirs(os.path.join(target, name), exist_ok=True)
        hashes = {}
        for name, path, _ in self.files:
            hashes[name] = _copy(path, os.path.join(target, name) if name else target, check)
        return self.digest(hashes)

    def _scan(self, folder, prefix, above):
        for entry in os.scandir(folder):
            name, path = prefix + entry.name, entry.path
            if entry.is_symlink():
                path = self._followed(name, path)
            if os.path.isdir(path):
                real = os.path.realpath(path)
                if real in above:
                    raise Refused(f"the link {name} leads round in circles")
                self.folders.append(name)
                self._scan(path, name + "/", [*above, real])
            else:
                self._add(name, path)

    def _followed(self, name, path):
        target = os.path.realpath(path)
        if not os.path.exists(target):
            raise Refused(f"the link {name} points to nothing")
        if os.path.commonpath((self._root, target)) != self._root:
            raise Refused(f"the link {name} points outside")
        if os.path.isabs(os.readlink(path)):
            self.portable = False
        return target

    def _add(self, name, path):
        status = os.stat(path)
        if stat.S_ISREG(status.st_mode):
            self.files.append((name, path, status.st_size))
        else:
            self.skipped.append(name)
            self.portable = False


def _copy(source, target, check):
    """Reads a file, writes it where `target` says (None: nowhere), and returns its sha256."""
    import hashlib

    digest = hashlib.sha256()
    with open(source, "rb", buffering=0) as file:
        if target is None:
            _pass(file, digest.update, check)
        else:
            with open(target, "xb", buffering=0) as copy:
                _pass(file, lambda block: (digest.update(block), _write(copy, block)), check)
            os.chmod(target, stat.S_IMODE(os.stat(source).st_mode) | stat.S_IWUSR)
    return digest.hexdigest()


def _pass(file, take, check):
    while True:
        block = file.read(BLOCK)
        if not block:
            return
        check()
        take(block)


def _write(file, block):
    view = memoryview(block)
    while view:
        view = view[file.write(view) :]


def remove(path):
    """Removes whatever is at the path; nothing there is fine."""
    if os.path.isdir(path) and not os.path.islink(path):
        import shutil

        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)
