"""Artifacts: the files and folders that a step leaves, moved into the store."""

import os
import re

from .ending import Failure, storage_failure
from .tree import Refused, Tree, remove

MOST_UNDECLARED = 100
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")


class Find:
    """An artifact before it is collected: where it lies, and the path that people know it by."""

    def __init__(self, name, path, shown, movable):
        self.name = name
        self.path = path
        self.shown = shown
        self.movable = movable


def find_declared(spec):
    """The declared artifacts. Raises Failure for one that is missing or lies where it may not."""
    found = []
    for name, output in spec.outputs.items():
        if output["kind"] != "artifact" or is_executed_notebook(name, spec):
            continue
        path = os.path.normpath(os.path.join(spec.working_directory, output["path"]))
        if not _inside(path, (spec.root, spec.scratch)):
            raise Failure(f'output "{name}" lies outside of the project: {output["path"]}')
        handed = _handed_over(spec.in_scratch("artifacts", name))
        if not os.path.exists(path) and handed:
            path = handed  # by automl.artifact("name", …)
        if not os.path.exists(path):
            raise Failure(f'finished without its output "{name}": nothing at {output["path"]}')
        found.append(Find(name, path, output["path"], movable=True))
    for find in found:
        find.movable = _alone(find, found) and not _inside(spec.working_directory, (find.path,))
    return found


def is_executed_notebook(name, spec):
    """A notebook step has the output `notebook` without declaring it: the executed one, wherever it lies."""
    return name == "notebook" and spec.code["kind"] == "notebook"


def find_undeclared(spec, warn):
    """What the code put at $AUTOML_ARTIFACTS/<name> without declaring it."""
    folder = spec.in_scratch("artifacts")
    found = []
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if spec.outputs.get(name, {}).get("kind") == "artifact" or is_executed_notebook(name, spec):
            continue
        path = _handed_over(os.path.join(folder, name))
        if not NAME.fullmatch(name) or not os.path.exists(path):
            warn(f'artifact "{name[:40]}" was dropped: its name may have letters, digits, ".", "_" and "-"')
        elif len(found) == MOST_UNDECLARED:
            warn(f"only the first {MOST_UNDECLARED} undeclared artifacts were kept")
            break
        else:
            shown = os.fsencode(os.path.basename(path)).decode("utf-8", "replace")
            found.append(Find(name, path, shown, movable=True))
    return found


def refuse_without_store(finds, outputs, warn):
    """Says what a run without a store does not keep. Raises Failure for an output that was promised."""
    for find in finds:
        if find.name in outputs:
            raise Failure(f'output "{find.name}" can\'t be kept: the run has no store for files')
    if finds:
        names = ", ".join(find.name for find in finds)
        warn(f"artifacts were not kept, since the run has no store: declare them in `outputs:` of the step ({names})")


def collect(find, claim, warn, check):
    """Moves one artifact into the store, which never shows it half written, and describes it."""
    label = f'output "{find.name}"'
    target, passing = os.path.join(claim.folder, find.name), None
    claim.check()
    try:
        tree = Tree(find.path)
        if tree.kind == "file" and not tree.files:
            raise Failure(f"{label} is neither a file nor a folder: {find.shown}")
        for name in tree.skipped:
            warn(f"{label}: {name} is a socket, pipe or device and was left out")
        os.makedirs(claim.folder, exist_ok=True)
        passing = claim.passing(find.name)
        sha256 = _move(tree, passing, check) if find.movable else tree.copy(passing, check)
        claim.check()
        remove(target)
        os.rename(passing, target)
    except Refused as refused:
        raise Failure(f"{label} can't be kept: {refused}") from refused
    except OSError as error:
        if passing:
            _clear(passing)
        raise storage_failure(error, label, "the store") from error
    return {"kind": tree.kind, "path": find.shown, "bytes": tree.size, "files": len(tree.files), "sha256": sha256}


def _move(tree, target, check):
    """Renames where it can; copies from another file system, what is locked, and what would not survive the move."""
    if tree.portable:
        sha256 = tree.hash(check)
        try:
            os.rename(tree.path, target)
            return sha256
        except OSError as error:
            import errno

            # A folder that its owner may not write can't be moved, and can be copied.
            if error.errno not in (errno.EXDEV, errno.EACCES, errno.EPERM):
                raise
    return tree.copy(target, check)


def _handed_over(path):
    """The one file or folder that lies in the folder of an artifact; the whole, where there are several."""
    try:
        entries = os.listdir(path)
    except FileNotFoundError:
        return None
    except OSError:
        return path
    return os.path.join(path, entries[0]) if len(entries) == 1 else path


def _inside(path, folders):
    path = os.path.realpath(path)
    return any(os.path.commonpath((path, os.path.realpath(folder))) == os.path.realpath(folder) for folder in folders)


def _alone(find, found):
    """Whether no other artifact lies inside this one, or around it."""
    return not any(
        other is not find and (_inside(other.path, (find.path,)) or _inside(find.path, (other.path,)))
        for other in found
    )


def _clear(path):
    """Best effort, since a failure is on its way already: frees the space of a half-written copy."""
    try:
        remove(path)
    except OSError:
        pass
