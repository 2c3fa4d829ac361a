"""A step in a pod: from what is mounted there to a step that can run. `runner/pod/boot.py` calls it."""

import os
import re
import zlib
from binascii import a2b_base64

from .ending import Failure, disk_full, storage_failure
from .home import make_home
from .main import run
from .spec import SpecError, parse_spec
from .tree import remove

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def main(base, unpack):
    """Never returns. `base` holds what src/backends/kubernetes/layout.ts says; `unpack(paths, folder)` is boot.py's."""
    os._exit(run(lambda result: prepare(base, unpack, os.environ, result.warn)))


def prepare(base, unpack, variables, warn):
    """The spec of this pod's step, its source unpacked and `variables` made ready. Raises SpecError, Failure."""
    spec = parse_spec(*told(base, variables))
    try:
        remove(spec.scratch)  # of the container before, where the kubelet started this one anew
    except OSError as error:
        raise storage_failure(error, "the step's scratch folder", spec.scratch) from error
    unpack_source(os.path.join(base, "injected"), spec.root, unpack)
    spec.secrets += load_secrets(os.path.join(base, "secrets"), variables, warn)
    try:
        make_home(os.path.join(base, "work"), spec.env, variables)
    except OSError as error:
        raise Failure(f"the step's home can't be made: {error}") from error
    return spec


def told(base, variables):
    """The spec's text, and where it comes from: the file of an Indexed Job's pod, else a variable."""
    index = variables.get("JOB_COMPLETION_INDEX", "")
    path = os.path.join(base, "children", index)
    origin, packed = "in AUTOML_SPEC", variables.get("AUTOML_SPEC", "")
    try:
        if index and os.path.exists(path):
            origin = path
            with open(path, encoding="ascii") as file:
                packed = file.read()
        if not packed:
            raise SpecError("the pod has no spec: AUTOML_SPEC is not set")
        return zlib.decompress(a2b_base64(packed), 31), origin
    except (OSError, ValueError, zlib.error) as error:
        raise SpecError(f"the spec {origin} can't be read: {error}") from error


def unpack_source(injected, root, unpack):
    """Unpacks the project to `root`; without any part of it, that is an empty folder. Raises Failure."""
    try:
        parts = sorted(name for name in os.listdir(injected) if re.fullmatch(r"source\.tgz\.\d+", name))
        expected = [f"source.tgz.{number:03}" for number in range(len(parts))]
        if parts != expected:
            raise ValueError(f"{min(set(expected) - set(parts))} is missing")
        if parts:
            unpack([os.path.join(injected, name) for name in parts], root)
        else:
            os.makedirs(root, exist_ok=True)
    except Exception as error:  # tarfile, zlib and the system have one of their own each
        if isinstance(error, OSError) and disk_full(error):
            raise Failure("no space left in the pod's work folder: the project does not fit") from error
        raise Failure(f"the project can't be unpacked: {error}") from error


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
