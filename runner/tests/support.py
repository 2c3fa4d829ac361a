"""What the tests share: a step in a temporary folder, run by the real agent as a real process."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest

RUNNER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
AGENT = os.path.join(RUNNER, "agent", "__main__.py")
sys.path.insert(0, RUNNER)  # for the tests of single modules: `from agent import …`
sys.path.insert(0, os.path.join(RUNNER, "python"))

# Compiled modules are shared by all tests and left out of the source tree.
COMPILED = os.path.join(tempfile.gettempdir(), "automl-runner-tests-pyc")
sys.dont_write_bytecode = True


class Ended:
    """What a driver has in hand after a step."""

    def __init__(self, status, log, messages, seconds):
        self.status = status
        self.log = log
        self.messages = messages
        self.seconds = seconds

    @property
    def text(self):
        return self.log.decode("utf-8", "replace")

    @property
    def result(self):
        results = [message["result"] for message in self.messages if message["event"] == "result"]
        assert len(results) == 1, f"{len(results)} results; status {self.status}; log: {self.text[-2000:]}"
        return results[0]

    @property
    def events(self):
        return [message["event"] for message in self.messages]


class Running:
    """A step under way, as its driver sees it."""

    def __init__(self, process, control, read_log):
        self.process = process
        self.messages = []
        self.log = bytearray()
        self._started = time.monotonic()
        self._readers = []
        self._read(self._read_control, control)
        if read_log:
            self.read_log()

    def read_log(self):
        self._read(self._read_log)

    def _read(self, *work):
        self._readers.append(threading.Thread(target=work[0], args=work[1:], daemon=True))
        self._readers[-1].start()

    def wait_for(self, condition, what, seconds=20.0):
        """Waits until the condition holds; fails the test otherwise."""
        limit = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > limit:
                self.process.kill()
                raise AssertionError(f"{what} did not happen within {seconds} s: {self.messages} {bytes(self.log)!r}")
            time.sleep(0.01)

    def wait_for_event(self, event):
        self.wait_for(lambda: any(message["event"] == event for message in self.messages), f"the message {event}")

    def wait_for_log(self, text):
        self.wait_for(lambda: text.encode() in self.log, f"{text!r} in the log")

    def end(self, seconds=60.0):
        status = self.process.wait(seconds)
        duration = time.monotonic() - self._started
        for reader in self._readers:
            reader.join(10)
        if self.process.stdin:
            self.process.stdin.close()
        self.process.stdout.close()
        return Ended(status, bytes(self.log), self.messages, duration)

    def _read_log(self):
        while True:
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            if not data:
                return
            self.log += data

    def _read_control(self, control):
        with open(control, "rb") as lines:
            for line in lines:
                self.messages.append(json.loads(line))


class StepTest(unittest.TestCase):
    """A test with a step's folders: `self.root`, `self.scratch`, `self.store`, `self.cache`."""

    def setUp(self):
        self.base = os.path.realpath(tempfile.mkdtemp(prefix="automl-agent-"))
        self.addCleanup(shutil.rmtree, self.base, True)
        for name in ("root", "scratch", "store", "cache"):
            setattr(self, name, os.path.join(self.base, name))
            os.mkdir(getattr(self, name))

    def write(self, path, text="", mode=None):
        """Writes a file of the project; returns its full path."""
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        if mode:
            os.chmod(full, mode)
        return full

    def spec(self, **fields):
        spec = {
            "version": 1,
            "identity": {
                "run": "run-1",
                "workflow": "wine",
                "stage": "train",
                "step": "forest",
                "commit": "abc123",
                "iteration": None,
                "attempt": 1,
            },
            "root": self.root,
            "directory": ".",
            "scratch": self.scratch,
            "store": self.store,
            "cache": self.cache,
            "code": {"kind": "python", "file": "step.py", "args": []},
            "params": {},
            "env": {},
            "secrets": [],
            "inputs": {},
            "outputs": {},
            "requirements": None,
            "python": {"index": None, "extra_index": [], "ca": None, "proxy": None, "offline": False},
            "timeout": None,
            "start_timeout": 60,
            "grace": 5,
            "service": None,
        }
        spec.update(fields)
        return spec

    def start(self, code=None, environ=None, python=sys.executable, lifeline=False, read_log=True, **fields):
        """Starts the agent. `code` is the text of step.py, or an argv, or a whole `code` of the spec."""
        if isinstance(code, str):
            self.write("step.py", code)
        elif isinstance(code, list):
            fields["code"] = {"kind": "command", "argv": code}
        elif code is not None:
            fields["code"] = code
        path = os.path.join(self.base, "spec.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.spec(**fields), file)
        control, control_end = os.pipe()
        variables = {**os.environ, "AUTOML_CONTROL_FD": str(control_end), **(environ or {})}
        if lifeline:
            variables["AUTOML_LIFELINE"] = "stdin"
        process = subprocess.Popen(
            [python, "-I", "-S", "-X", f"pycache_prefix={COMPILED}", AGENT, path],
            stdin=subprocess.PIPE if lifeline else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in variables.items() if value is not None},
            pass_fds=(control_end,),
            start_new_session=True,
        )
        os.close(control_end)
        return Running(process, control, read_log)

    def run_step(self, code=None, **fields):
        return self.start(code, **fields).end()

    def assert_state(self, ended, state, reason=None):
        result = ended.result
        self.assertEqual(result["state"], state, f"{result['reason']}\n{ended.text[-3000:]}")
        if reason is not None:
            self.assertEqual(result["reason"], reason)
        return result

    def assert_succeeded(self, ended):
        return self.assert_state(ended, "succeeded")

    def assert_failed(self, ended, reason):
        return self.assert_state(ended, "failed", reason)

    def assert_dead(self, pid):
        limit = time.monotonic() + 5
        while _alive(pid):
            if time.monotonic() > limit:
                os.kill(pid, 9)
                self.fail(f"process {pid} still lives")
            time.sleep(0.01)


def _alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def has_proc():
    return os.path.isdir("/proc/self")
