"""The environment of a step with requirements: an interpreter of its own, with these installed."""

import os
import sys

from .ending import Failure, storage_failure
from .interpreter import Environment, venv_of_interpreter

FORMAT = "1"  # of the folders in the cache; a new one means that all are built anew
MARKER = "complete"  # written last; holds the folder's path, since an environment can't be moved
LITTLE = 1024 * 1024  # bytes; an empty environment needs more
LOCK_PAUSE = 0.1  # seconds between two looks at a lock that another step holds


def environment_key(requirements, extras, index):
    """The name of the environment's folder: the same for all steps that would build the same."""
    import hashlib
    import json

    files = [(name, hashlib.sha256(data).hexdigest()) for name, data in requirements.files] if requirements else []
    machine = (sys.executable, sys.version, os.uname().sysname, os.uname().machine)
    what = [FORMAT, files, list(extras), machine, index.fingerprint()]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:32]


def cached_environment(folder):
    """The finished environment at the folder, or None."""
    programs = os.path.join(folder, "bin")
    python = os.path.join(programs, "python")
    marker = os.path.join(folder, MARKER)
    try:
        with open(marker, encoding="utf-8") as file:
            complete = file.read() == folder
        os.utime(marker)  # so that a person can see which are in use
    except OSError:
        return None
    return Environment(python, programs, folder) if complete and os.access(python, os.X_OK) else None


def build_environment(folder, install, run, pause):
    """Builds the environment, or waits for another step that does.

    `install(folder, python)` fills it, `run(argv)` runs a program and returns its exit status, and
    `pause(seconds)` waits, or raises when the step is to end.
    """
    with _open_lock(folder) as lock:
        _acquire(lock, pause)
        built = cached_environment(folder)
        if built is None:
            _build(folder, install, run)
            built = cached_environment(folder)
    return built


def _open_lock(folder):
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        return open(folder + ".lock", "w", encoding="utf-8")
    except OSError as error:
        raise storage_failure(error, "the step's environment", f"the cache {os.path.dirname(folder)}") from error


def _build(folder, install, run):
    from .tree import remove

    try:
        remove(folder)  # half built
        parent = venv_of_interpreter()
        _make_venv(folder, parent is None or _sees_system(parent), run)
        if parent:
            _inherit_packages(folder, parent)
        install(folder, os.path.join(folder, "bin", "python"))
        with open(os.path.join(folder, MARKER), "w", encoding="utf-8") as file:
            file.write(folder)
    except Failure:
        _clear(folder)
        raise
    except OSError as error:
        _clear(folder)
        raise storage_failure(error, "the step's environment", f"the cache {os.path.dirname(folder)}") from error


def _make_venv(folder, sees_system, run):
    from .bare_venv import has_venv_module, make_bare_venv

    if not has_venv_module():
        make_bare_venv(folder, sees_system)
        return
    system = ["--system-site-packages"] if sees_system else []
    if run([sys.executable, "-I", "-m", "venv", "--without-pip", *system, folder]) != 0:
        _refuse_full_disk(folder)
        raise Failure(f"no virtual environment could be made with {sys.executable} (its module venv fails)")


def _clear(folder):
    """Best effort, since a failure is on its way already: frees the space of an environment that nobody can use."""
    from .tree import remove

    try:
        remove(folder)
    except OSError:
        pass


def _refuse_full_disk(folder):
    cache = os.path.dirname(folder)
    status = os.statvfs(cache)
    if status.f_blocks and status.f_bavail * status.f_frsize < LITTLE:
        raise Failure(f"no space left on the device that holds the cache {cache}: the step's environment does not fit")


def _inherit_packages(folder, parent):
    """A venv made inside a venv sees only the packages below both: this adds those of the outer one."""
    inside = os.path.join("lib", "python{}.{}".format(*sys.version_info), "site-packages")
    outer = {os.path.realpath(os.path.join(parent, lib, *inside.split(os.sep)[1:])) for lib in ("lib", "lib64")}
    with open(os.path.join(folder, inside, "_automl_outer.pth"), "w", encoding="utf-8") as file:
        file.writelines(f"import site; site.addsitedir({path!r})\n" for path in sorted(outer) if os.path.isdir(path))


def _sees_system(venv):
    with open(os.path.join(venv, "pyvenv.cfg"), encoding="utf-8") as file:
        settings = [line.partition("=") for line in file]
    return any(
        name.strip() == "include-system-site-packages" and value.strip().lower() == "true"
        for name, _, value in settings
    )


def _acquire(lock, pause):
    import fcntl

    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            pause(LOCK_PAUSE)
