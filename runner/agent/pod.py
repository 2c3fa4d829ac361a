"""A step in a pod: from what is mounted there to a step that can run. `runner/pod/boot.py` calls it."""

import os
import re
import zlib
from binascii import a2b_base64

from .ending import Failure, disk_full, storage_failure
from .home import make_home
from .main import run
from .spec import SpecError, parse_specs

TABLE = re.compile(r"specs\.(\d+)\.gz")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def main(base):
    """Never returns. `base` holds what src/backends/kubernetes/layout.ts says."""
    specs, problem = [], None
    try:
        specs = parse_specs(*told(base, os.environ))
    except SpecError as error:
        problem = error

    def ready(result, spec=None):
        if problem:
            raise problem
        return prepare(base, spec or specs[0], os.environ, result.warn)

    if len(specs) < 2:
        os._exit(run(ready))
    from .children import run_children

    os._exit(run_children(specs, ready, os.path.join(base, "work")))


def prepare(base, spec, variables, warn):
    """The spec, its source unpacked and `variables` made ready. Raises Failure."""
    spec.in_pod = True
    try:
        _clear(spec.scratch)  # of the container before, where the kubelet started this one anew
    except OSError as error:
        raise storage_failure(error, "the step's scratch folder", spec.scratch) from error
    unpack_source(os.path.join(base, "injected"), spec.root)
    if spec.packed is not None:
        from .inputs import unpack_inputs

        unpack_inputs(spec.packed["archive"], spec.packed["folder"])
    spec.secrets += load_secrets(os.path.join(base, "secrets"), variables, warn)
    try:
        make_home(os.path.join(base, "work"), spec.env, variables)
    except OSError as error:
        raise Failure(f"the step's home can't be made: {error}") from error
    return spec


def told(base, variables):
    """The spec's text, and where it comes from: the table of an Indexed Job's pods, else a variable. Raises SpecError."""
    index, children = variables.get("JOB_COMPLETION_INDEX"), os.path.join(base, "children")
    from_table = index is not None and os.path.isdir(children)
    origin = f"of child {index} in {children}" if from_table else "in AUTOML_SPEC"
    try:
        if from_table:
            return line_at(children, int(index)), origin
        packed = variables.get("AUTOML_SPEC")
        if not packed:
            raise SpecError("the pod has no spec: AUTOML_SPEC is not set")
        return zlib.decompress(a2b_base64(packed), 31), origin
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise SpecError(f"the spec {origin} can't be read: {error}") from error


def line_at(folder, index):
    """The line of a table in parts, each named by its first line. Raises OSError, EOFError, ValueError, zlib.error."""
    import gzip
    from itertools import islice

    firsts = [int(found.group(1)) for found in map(TABLE.fullmatch, os.listdir(folder)) if found]
    first = max((number for number in firsts if number <= index), default=0)
    # Line by line: a wide table does not fit into a small pod's memory.
    with gzip.open(os.path.join(folder, f"specs.{first:06}.gz")) as lines:
        for line in islice(lines, index - first, None):
            return line
    raise ValueError(f"the table ends before line {index}")


def unpack_source(injected, root):
    """Unpacks the project to `root`; without any part of it, that is an empty folder. Raises Failure."""
    try:
        parts = parts_of(os.path.join(injected, "source.tgz"))
        if parts:
            from .unpacking import unpack

            unpack(parts, root)
        else:
            os.makedirs(root, exist_ok=True)
    except Exception as error:  # tar, zlib and the system have one of their own each
        raise unpacking_failure(error, "the project can't be unpacked", "the project does not fit") from error


def parts_of(path):
    """The files that hold one in parts: `path.000`, `path.001` and so on. Raises ValueError for a gap, OSError."""
    folder, name = os.path.split(path)
    parts = sorted(each for each in os.listdir(folder) if re.fullmatch(re.escape(name) + r"\.\d+", each))
    expected = [f"{name}.{number:03}" for number in range(len(parts))]
    if parts != expected:
        raise ValueError(f"{min(set(expected) - set(parts))} is missing")
    return [os.path.join(folder, each) for each in parts]


def unpacking_failure(error, problem, size_problem):
    if isinstance(error, OSError) and disk_full(error):
        return Failure(f"no space left in the pod's work folder: {size_problem}")
    return Failure(f"{problem}: {error}")


def _clear(path):
    if os.path.lexists(path):
        from .tree import remove

        remove(path)


def load_secrets(folder, variables, warn):
    """Sets each key of the mounted Secrets as a variable; returns the names. Raises Failure."""
    names = []
    for secret in _listed(folder):
        for key in _listed(os.path.join(folder, secret)):
            if not VARIABLE.fullmatch(key):
                warn(f'key "{key}" of secret {secret} is no name for a variable and was left out: rename it')
                continue
            try:
                with open(os.path.join(folder, secret, key), "rb") as file:
                    variables[key] = os.fsdecode(file.read())
            except ValueError as error:
                raise Failure(f"key {key} of secret {secret} holds a NUL character: it can't be a variable") from error
            except OSError as error:
                raise Failure(f"key {key} of secret {secret} can't be read: {error.strerror}") from error
            names.append(key)
    return names


def _listed(folder):
    """Sorted, without `..data` and what else the kubelet keeps there for itself."""
    found = os.listdir(folder) if os.path.isdir(folder) else []
    return sorted(name for name in found if not name.startswith(".."))
