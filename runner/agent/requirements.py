"""A requirements file, with the files that it names, as far as it decides about the environment."""

import os
import re

from .ending import Failure

# `-r file`, `--requirement=file`, `-rfile`, and the same for constraints.
_INCLUDE = re.compile(r"(?:(-r|--requirement)|(-c|--constraint))(?:\s*=\s*|\s+|(?=[^\s-]))(\S+)")
_EDITABLE = re.compile(r"(?:-e|--editable)(?:\s*=\s*|\s+)(\S+)")
_LINKS = re.compile(r"(-f|--find-links)(?:\s*=\s*|\s+)(\S+)")
_ARCHIVE = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz")


class Requirements:
    """What a requirements file asks for.

    `files` are (path relative to the root, bytes) of all that it names and that decides about the result;
    `empty`: it names no package; `private`: it names a folder, whose changes no hash of ours would see, so the
    environment must be built anew each time; `options`: its lines for the installer itself; `lines`: all others but
    the files that it names; `arguments`: what the installer is told.
    """

    def __init__(self, root, path):
        self._root = root
        self.name = path
        self.files = []
        self.empty = True
        self.private = False
        self.options = []
        self.lines = []
        self.arguments = ["-r", path]
        self._read(os.path.join(root, path), constraint=False)

    @property
    def text(self):
        return "\n".join(_decoded(data) for _, data in self.files)

    def _read(self, path, constraint):
        name = os.path.relpath(path, self._root)
        if any(name == known for known, _ in self.files):
            return
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            by = "" if name == os.path.normpath(self.name) else f", which {self.name} names,"
            raise Failure(f"the requirements file {name}{by} can't be read: {error.strerror}") from error
        self.files.append((name, data))
        for line in _lines(data):
            include = _INCLUDE.fullmatch(line)
            if include:
                self._include(path, include.group(3), constraint or bool(include.group(2)))
            elif not constraint:
                self._requirement(line, os.path.dirname(path))

    def _include(self, path, target, constraint):
        if "://" in target:
            self.empty = self.empty and constraint
        else:
            self._read(os.path.normpath(os.path.join(os.path.dirname(path), target)), constraint)

    def _requirement(self, line, folder):
        editable = _EDITABLE.match(line)
        if line.startswith("-") and not editable:
            self.options.append(_with_full_path(line, folder))
            return
        self.empty = False
        self.lines.append(line)
        target = editable.group(1) if editable else re.split(r"\s+;|\s+--|\s+@\s+", line, maxsplit=1)[0]
        if " @ " in line:
            target = line.partition(" @ ")[2].split()[0]
        self._local(target)

    def _local(self, target):
        """Takes a requirement that is a path into account: an archive by its bytes, a folder as private."""
        path = os.path.join(self._root, target.replace("file://", "", 1).split("#")[0].partition("[")[0])
        if target.endswith(_ARCHIVE) and os.path.isfile(path):
            with open(path, "rb") as file:
                self.files.append((target, file.read()))
        elif ("/" in target or target.startswith(".")) and os.path.isdir(path):
            self.private = True


def _with_full_path(option, folder):
    """A folder of packages is named relative to the file that names it, if there is one."""
    links = _LINKS.fullmatch(option)
    path = os.path.join(folder, links.group(2)) if links else ""
    return f"--find-links {path}" if links and os.path.exists(path) else option


def _decoded(data):
    """The text as pip reads it. `pip freeze > requirements.txt` in PowerShell writes UTF-16."""
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if utf_16 else "utf-8-sig", "replace")


def _lines(data):
    """The lines that say something, continued ones joined, comments gone."""
    text = _decoded(data).replace("\r\n", "\n").replace("\\\n", " ")
    for line in text.split("\n"):
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        if line:
            yield line
