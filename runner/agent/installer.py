"""The installer: uv where it can be had, else pip, wherever pip can be found."""

import os
import sys

from .ending import Failure
from .writable import may_fill

UV_SECONDS = 60.0  # for fetching uv: it only saves time
DEFAULT_STRATEGY = "first-index"  # of uv, where it has several indexes
PIP_WHEEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pip_wheel.py")


class Installer:
    """A way to install packages into an environment: `command` plus the requirements.

    `variables_to_ask_why` are those with which uv says that an index refused it; None where it says so anyway.
    """

    def __init__(self, command, variables, log=None, variables_to_ask_why=None):
        self.command = command
        self.variables = variables
        self.variables_to_ask_why = variables_to_ask_why
        self._log = log

    def unsaid(self):
        """What pip says only in its log: that an index refused it, or was not there. Removes the log."""
        try:
            with open(self._log or os.devnull, encoding="utf-8", errors="replace") as file:
                found = "".join(line for line in file if "Client Error" in line or "connection error" in line)
        except OSError:
            return ""
        if self._log:
            os.unlink(self._log)
        return found


def find_installer(folder, python, index, tools, run):
    """The best installer for the environment at `folder`, whose interpreter is `python`.

    `tools` is the folder where fetched ones are kept, and `run(argv, variables, seconds)` runs a program and
    returns its exit status. Raises Failure when there is none.
    """
    uv = _uv(index, tools, run)
    if uv:
        variables, arguments = index.for_uv()
        # A virtual environment around the agent is not the one to install into.
        variables.pop("VIRTUAL_ENV", None)
        # uv gives up without its cache, as where there is no home.
        if not may_fill(_cache_of_uv(variables)):
            variables["UV_CACHE_DIR"] = os.path.join(tools, "uv-cache")
        why = None
        if variables.get("UV_INDEX_STRATEGY", DEFAULT_STRATEGY) != DEFAULT_STRATEGY:
            why = {**variables, "UV_INDEX_STRATEGY": DEFAULT_STRATEGY}
        return Installer([uv, "pip", "install", "--python", python, *arguments], variables, variables_to_ask_why=why)
    variables, arguments = index.for_pip()
    pip = _pip(python, index, tools, run)
    log = None
    if "PIP_LOG" not in variables:
        variables["PIP_LOG"] = log = os.path.join(tools, f"pip.{os.getpid()}.log")
    # Nothing that the image brings counts as installed, so that pip and uv make the same environment.
    return Installer([*pip, "install", "--ignore-installed", *arguments], variables, log)


def _uv(index, tools, run):
    import shutil

    own = os.path.join(tools, "uv", "bin", "uv")
    for candidate in (shutil.which("uv", path=index.for_uv()[0].get("PATH")), own):
        # A shim of a version manager may be there without the program.
        if candidate and os.access(candidate, os.X_OK) and run([candidate, "--version"], None, 10.0) == 0:
            return candidate
    if index.reachable and _fetch_uv(index, tools, run):
        return own
    return None


def _cache_of_uv(variables):
    home = variables.get("HOME") or os.path.expanduser("~")
    own = os.path.join(variables.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "uv")
    return variables.get("UV_CACHE_DIR") or own


def _fetch_uv(index, tools, run):
    """Installs uv for the agent's own use; the folder appears complete or not at all."""
    if not _has_pip(sys.executable, run):
        return False
    passing = os.path.join(tools, f"uv.part.{os.getpid()}")
    variables, _ = index.for_pip()
    arguments = ["--target", passing, "--no-deps", "--only-binary", ":all:", "--retries", "1", "uv"]
    try:
        if run([sys.executable, "-m", "pip", "install", *arguments], variables, UV_SECONDS) != 0:
            return False
        os.rename(passing, os.path.join(tools, "uv"))
        return True
    except OSError:
        return os.path.exists(os.path.join(tools, "uv"))  # somebody else was faster
    finally:
        from .tree import remove

        remove(passing)


def _pip(python, index, tools, run):
    """The command that is pip: the image's, else the wheel that Python brings, else one from the index."""
    if _has_pip(python, run):
        return [python, "-m", "pip"]
    wheel = _bundled_wheel() or _kept_wheel(tools)
    if wheel is None and not index.offline:
        variables = {**index.for_pip()[0], "PIP_INDEX_URL": index.options.get("index-url", "")}
        # In an archive, it is no file that Python could run.
        program = __loader__.get_data(PIP_WHEEL).decode()
        run([sys.executable, "-I", "-c", program, tools], variables, None)
        wheel = _kept_wheel(tools)
    if wheel is None:
        raise Failure("the requirements can't be installed: there is neither uv nor pip here, and no index gave pip")
    return [python, os.path.join(wheel, "pip")]


def _has_pip(python, run):
    return run([python, "-c", "import pip"], None, 30.0) == 0


def _bundled_wheel():
    try:
        import ensurepip
    except ImportError:
        return None
    return _wheel_in(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"))


def _kept_wheel(tools):
    return _wheel_in(os.path.join(tools, "pip-{}.{}".format(*sys.version_info)))


def _wheel_in(folder):
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return next(
        (os.path.join(folder, name) for name in names if name.startswith("pip-") and name.endswith(".whl")), None
    )
