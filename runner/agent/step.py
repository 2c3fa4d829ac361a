"""One step, from its spec to its result."""

import os
from binascii import hexlify
from time import monotonic

from .claim import Claim
from .ending import Failure, Stopped, disk_full
from .layout import make_ready
from .reported import is_untouched, read_reports
from .variables import code_variables, interpreter_version


class Step:
    """Runs one step. `run` fills `result`, whatever happens, unless the driver died.

    `exit_status` is what the agent is to end with where that is not for the state to say; None otherwise.
    """

    def __init__(self, spec, supervisor, control, log, result):
        self.result = result
        self.exit_status = None
        self._spec = spec
        self._supervisor = supervisor
        self._control = control
        self._log = log
        self._token = hexlify(os.urandom(16)).decode()
        self._claim = Claim(spec.store, hexlify(os.urandom(8)).decode())
        self._start_deadline = monotonic() + spec.start_timeout
        self._scalar_problem = None
        self._notebook = None
        self._notebook_failure = None
        self._probe = None
        self._started = 0.0

    def run(self):
        """Raises Stopped('orphaned') when the driver died: then nobody wants a result."""
        try:
            self._work()
        except Failure as failure:
            self.result.end("failed", str(failure), failure.exit_code, failure.place)
        except Stopped as stopped:
            if stopped.cause == "orphaned":
                raise
            self.result.end("cancelled", "was cancelled")
        except OSError as error:
            if not disk_full(error):
                raise
            self.result.end("failed", "no space left on the device that holds the step's files")
        finally:
            self._claim.release()

    def _work(self):
        self._prepare()
        self._execute(self._environment())

    def _prepare(self):
        spec = self._spec
        make_ready(spec, self._log, self.result.warn)
        if spec.store is not None and spec.promises_files:
            self._claim.take()
        if spec.inputs:
            from .inputs import fetch_inputs

            fetch_inputs(spec, self._supervisor.check)

    def _environment(self):
        spec = self._spec
        is_notebook = spec.code["kind"] == "notebook"
        if spec.requirements is None and not is_notebook:
            from .interpreter import own_environment

            return own_environment(spec.scratch)
        from .install import Install

        started = monotonic()
        install = Install(spec, self._supervisor, self._control, self._log, self._start_deadline)
        try:
            if not is_notebook:
                return install.environment()
            from .notebook import Notebook

            self._notebook = Notebook(spec)
            return install.environment(self._notebook.missing_extras(install.run_python))
        finally:
            self.result.install_seconds = monotonic() - started

    def _execute(self, environment):
        from .leftovers import kill_leftovers
        from .memory import oom_kills

        kills = oom_kills()
        child = self._start(environment)
        try:
            self._control.send("running", python=interpreter_version())
            cause = self._follow(child)
        finally:
            self.result.code_seconds = monotonic() - self._started
            kill_leftovers(child.pid, self._token)
        self._supervisor.drain(child, self._log)
        if self._supervisor.orphaned:
            raise Stopped("orphaned")
        if self._spec.watched_by_kubelet:
            self._judge_served(cause, child.status, kills != oom_kills())
            return
        self._read_reports()
        if self._notebook:
            self._notebook_failure = self._notebook.failure(child.status if child.status >= 0 else None)
            self._keep_notebook()
        if self._probe:
            self._judge_service(cause, child.status, kills != oom_kills())
        else:
            self._judge(cause, child.status, kills != oom_kills())

    def _start(self, environment):
        from .child import spawn

        spec = self._spec
        if spec.service and not spec.watched_by_kubelet:
            self._prepare_service()
        argv = self._argv(environment)
        variables = code_variables(spec, os.environ, environment, self._token)
        if self._notebook:
            variables.update(self._notebook.variables())
        self._started = monotonic()
        try:
            return spawn(argv, variables, spec.working_directory)
        except OSError as error:
            from .failure import start_failure

            failure = start_failure(error, argv[0])
            self.exit_status = failure.exit_code if spec.watched_by_kubelet else None
            raise failure from error

    def _argv(self, environment):
        code = self._spec.code
        if code["kind"] == "python":
            return [environment.python, "-u", self._spec.in_root(code["file"]), *code["args"]]
        if code["kind"] == "command":
            return code["argv"]
        if code["kind"] == "shell":
            return ["sh", "-c", code["script"]]
        return self._notebook.arguments(environment.python)

    def _follow(self, child):
        grace = self._spec.grace
        if self._probe:
            self._probe.start()
            return self._supervisor.follow(child, self._log, grace, None, self._look_at_service)
        timeout = None if self._spec.service else self._spec.timeout
        deadline = None if timeout is None else self._started + timeout
        return self._supervisor.follow(child, self._log, grace, deadline)

    def _prepare_service(self):
        from .service import Probe, listens

        service = self._spec.service
        if listens(service["port"]):
            raise Failure(f"port {service['port']} is already in use on this machine")
        limit = self._spec.start_timeout
        self._probe = Probe(service, self._start_deadline, limit, self._supervisor.wake)

    def _look_at_service(self):
        """Asked by the supervisor: announces a service that has become ready, ends one that can't."""
        if self._probe.failure:
            return "unready"
        if self._probe.endpoint and not self.result.service:
            self.result.service = self._probe.endpoint
            self.result.code_seconds = monotonic() - self._started
            self._read_reports()
            self._control.send("ready", result=self.result.document(self._log.masker))
        return None

    def _read_reports(self):
        self._scalar_problem = read_reports(self._spec, self.result)

    def _judge(self, cause, status, out_of_memory):
        code = status if status >= 0 else None
        if cause == "timed-out":
            self.result.end(cause, f"ran longer than its timeout of {self._spec.timeout:g} s", code)
        elif cause == "cancelled":
            self.result.end(cause, "was cancelled", code)
        elif status != 0:
            raise self._notebook_failure or self._failure(status, out_of_memory)
        else:
            self.result.exit_code = 0
            self._collect()

    def _judge_service(self, cause, status, out_of_memory):
        from .failure import unready

        code = status if status >= 0 else None
        if cause == "unready":
            raise Failure(self._probe.failure, code)
        if cause == "cancelled":
            if not self.result.service:
                self.result.end(cause, "was cancelled", code)
        elif self.result.service:
            said = f"the service exited with code {code}"
            if code is None:
                said = f"the service {self._failure(status, out_of_memory)}"
            raise Failure(f"{said} after it was ready", code)
        else:
            raise unready(self._failure(status, out_of_memory), self._probe.awaited())

    def _judge_served(self, cause, status, out_of_memory):
        """A service that the kubelet watches: it sees the code's own exit, and starts it again."""
        self.exit_status = status if status >= 0 else 128 - status
        if cause == "cancelled":
            self.result.end(cause, "was cancelled", status if status >= 0 else None)
        elif status == 0:
            raise Failure("the service ended by itself: exit 0", 0)
        else:
            raise self._failure(status, out_of_memory)

    def _failure(self, status, out_of_memory):
        from .failure import failure_of

        return failure_of(status, self._log.said_last(), self._spec, out_of_memory)

    def _collect(self):
        """Collects the outputs of code that ended well: all of them, or none."""
        if not self._spec.outputs and is_untouched(self._spec):
            return
        from .artifacts import collect, find_declared, find_undeclared, refuse_without_store
        from .scalars import missing_scalar

        spec, warn = self._spec, self.result.warn
        problem = self._scalar_problem or missing_scalar(spec.outputs, self.result.outputs)
        if problem:
            raise Failure(problem)
        finds = find_declared(spec) + find_undeclared(spec, warn)
        if spec.store is None:
            refuse_without_store(finds, spec.outputs, warn)
            return
        self.result.artifacts.update(
            (find.name, collect(find, self._claim, warn, self._supervisor.check)) for find in finds
        )

    def _keep_notebook(self):
        """The executed notebook is kept also when it failed: it shows what happened."""
        from .artifacts import Find, collect

        notebook = self._notebook
        if self._spec.store is not None and os.path.exists(notebook.executed):
            notebook.mask(self._log.masker)
            find = Find("notebook", notebook.executed, notebook.shown, movable=True)
            kept = collect(find, self._claim, self.result.warn, lambda: None)
            self.result.artifacts["notebook"] = kept
