"""Installing a step's requirements, within its start timeout."""

import os
import sys
from time import monotonic

from .child import spawn
from .credentials import USERNAME, with_credentials
from .ending import Failure, Stopped
from .environment import build_environment, cached_environment, environment_key
from .index import Index
from .install_reason import reason_in
from .installer import find_installer
from .interpreter import own_environment, venv_of_interpreter
from .masking import credentials_of, patterns_of
from .memory import no_memory, oom_kills
from .requirements import Requirements
from .variables import without_internal

KEPT = 256 * 1024  # bytes of an installer's output
ASKING_SECONDS = 30.0  # for a better reason


class Install:
    """One step's installation. `seconds` of it are counted; messages and the log go to the given places."""

    def __init__(self, spec, supervisor, control, log, deadline):
        self._spec = spec
        self._supervisor = supervisor
        self._control = control
        self._log = log
        self._deadline = deadline
        self._variables = without_internal({**os.environ, **spec.env})
        self._output = None

    def environment(self, extras=()):
        """The step's environment, built if need be. `extras` are packages that the agent itself wants there."""
        requirements = self._requirements()
        if not requirements and not extras:
            return own_environment(self._spec.scratch)
        # Not sys.prefix alone: the agent runs without `site`, which is what makes that the virtual environment.
        prefix = venv_of_interpreter() or sys.prefix
        python = with_credentials(self._spec.python, os.environ)
        index = Index(python, self._spec.root, self._variables, prefix)
        self._mask_credentials(requirements, index)
        private = requirements is not None and requirements.private
        # In a pod it is the same project for all children, each with a fresh copy of it.
        base = self._spec.scratch if private and not self._spec.in_pod else self._spec.cache
        folder = os.path.join(base, "environments", environment_key(requirements, extras, index))
        found = cached_environment(folder)
        if found:
            return found
        name = requirements.name if requirements else " ".join(extras)
        self._control.send("installing", requirements=name)
        try:
            return build_environment(
                folder, lambda *at: self._install(*at, requirements, extras, index), self._run_shown, self._wait
            )
        except Stopped as stopped:
            if stopped.cause != "timed-out":
                raise
            seconds = f"{self._spec.start_timeout:g}"
            raise Failure(f"the requirements were not installed within {seconds} s (start_timeout)") from stopped

    def _requirements(self):
        spec = self._spec
        requirements = Requirements(spec.root, spec.requirements) if spec.requirements else None
        if requirements is None or requirements.empty:
            return None
        if spec.lock is not None:
            from .lock import pin

            pin(requirements, spec.lock, spec.in_scratch("requirements.lock"), self._variables)
        return requirements

    def run_python(self, arguments):
        """Runs the agent's interpreter as the code would get it; returns the exit status."""
        return self._run([sys.executable, *arguments], None, None)

    def _install(self, folder, python, requirements, extras, index):
        tools = os.path.join(self._spec.cache, "tools")
        os.makedirs(tools, exist_ok=True)
        installer = find_installer(folder, python, index, tools, self._run)
        wanted = [*(requirements.arguments if requirements else ()), *extras]
        kills = oom_kills()
        try:
            status = self._run_shown([*installer.command, *wanted], installer.variables)
        finally:
            unsaid = installer.unsaid()
        if status != 0:
            name = requirements.name if requirements else " and ".join(extras)
            if kills != oom_kills():
                raise Failure(f"{name} could not be installed{no_memory(self._spec)}")
            said = self._output.text() + unsaid
            if installer.variables_to_ask_why and "No solution found" in said:
                said += self._refusal(installer, wanted)
            raise Failure(f"{name} could not be installed: {reason_in(said)}")

    def _refusal(self, installer, wanted):
        """Where uv compares several indexes, it passes over one that refuses it, and does not say so."""
        self._run([*installer.command, "--dry-run", *wanted], installer.variables_to_ask_why, ASKING_SECONDS)
        return "".join(line for line in self._output.text().splitlines(True) if "could not be queried" in line)

    def _run_shown(self, argv, variables=None):
        """As `_run`; what the program said goes to the log when it fails."""
        status = self._run(argv, variables, None)
        if status != 0 and not os.environ.get("AUTOML_VERBOSE"):
            self._show(self._output.text())
        return status

    def _run(self, argv, variables, seconds):
        """Runs a program in the project's folder; its exit status, 127 when it can't run, 124 after `seconds`."""
        try:
            child = spawn(argv, variables or self._variables, self._spec.root)
        except OSError:
            return 127
        masker = self._log.masker.fresh()
        # Only here: pip shows it, the code never has it, and it may well be a plain word of other output.
        masker.add(patterns_of(os.environ.get(USERNAME, "")))
        self._output = InstallerOutput(masker)
        limit = self._deadline if seconds is None else min(self._deadline, monotonic() + seconds)
        cause = self._supervisor.follow(child, self._output, min(self._spec.grace, 5.0), limit)
        child.signal(9)  # what it left behind, as a build's daemons
        self._supervisor.drain(child, self._output)
        if cause == "timed-out" and limit < self._deadline:
            return 124
        if cause:
            raise Stopped(cause)
        if os.environ.get("AUTOML_VERBOSE"):
            self._show(self._output.text())
        return child.status

    def _wait(self, seconds):
        self._supervisor.pause(seconds)
        if monotonic() >= self._deadline:
            raise Stopped("timed-out")

    def _mask_credentials(self, requirements, index):
        text = " ".join(index.options.values()) + (requirements.text if requirements else "")
        proxies = " ".join(value for name, value in self._variables.items() if name.lower().endswith("_proxy"))
        uv = " ".join(value for name, value in self._variables.items() if name.startswith("UV_"))
        self._log.masker.add(credentials_of(f"{text} {proxies} {uv}"))

    def _show(self, text):
        for line in text.splitlines():
            self._log.write_line(b"install: " + line.encode("utf-8", "replace"))


class InstallerOutput:
    """A sink that keeps the end of what an installer prints."""

    descriptor = -1
    pending = False

    def __init__(self, masker):
        self._masker = masker
        self._data = b""

    def feed(self, data):
        self._data = (self._data + self._masker.feed(data))[-KEPT:]

    def finish(self):
        self._data += self._masker.finish()

    def text(self):
        return self._data.decode("utf-8", "replace")
