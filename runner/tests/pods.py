"""A pod's container without a pod: the folders that are mounted there, and boot.py as a real process."""

import base64
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile

from support import RUNNER, StepTest

FRAME = b"\x1e::automl::"
POD = os.path.join(RUNNER, "pod")


def tgz(folder, names=(".",)):
    """The bytes of a .tgz of what lies in the folder."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as archive:
        for name in names:
            archive.add(
                os.path.join(folder, name), name, filter=lambda found: None if "__pycache__" in found.name else found
            )
    return data.getvalue()


def packed_runner(folder=RUNNER):
    """As src/backends/kubernetes/objects/injected.ts packs it."""
    texts = {}
    for part in ("agent", "python"):
        for name in os.listdir(os.path.join(folder, part)):
            if name.endswith(".py"):
                with open(os.path.join(folder, part, name), encoding="utf-8") as file:
                    texts[f"{part}/{name}"] = file.read()
    return gzip.compress(json.dumps(texts).encode(), 1)


def packed(fields):
    return base64.b64encode(gzip.compress(json.dumps(fields).encode())).decode()


class EndedPod:
    """What is known of a container that ended."""

    def __init__(self, status, output, termination):
        self.status = status
        self.output = output
        self.termination = termination
        self.frames = [line[len(FRAME) :] for line in output.split(b"\n") if line.startswith(FRAME)]
        self.messages = [json.loads(frame.decode()) for frame in self.frames]
        self.log = b"\n".join(line for line in output.split(b"\n") if not line.startswith(FRAME)).decode()
        self.text = output.decode("utf-8", "replace")

    @property
    def result(self):
        results = [message["result"] for message in self.messages if message["event"] == "result"]
        assert len(results) == 1, f"{len(results)} results; status {self.status}; log: {self.text[-2000:]}"
        return results[0]

    @property
    def message(self):
        return json.loads(self.termination)

    @property
    def hash_of_result(self):
        return hashlib.sha256(self.frames[-1]).hexdigest()


class PodTest(StepTest):
    """A test with the folders of a pod below `self.base`; `self.write` makes the project, which is then packed."""

    def setUp(self):
        super().setUp()
        self.project, self.root = self.root, os.path.join(self.base, "work", "source")
        self.scratch = os.path.join(self.base, "work", "scratch")
        self.cache = os.path.join(self.base, "work", "cache")
        for name in ("injected", "work"):
            os.mkdir(os.path.join(self.base, name))
        self.inject("runner.json.gz", packed_runner())
        for name in os.listdir(POD):
            shutil.copy(os.path.join(POD, name), os.path.join(self.base, "injected"))

    def write(self, path, text="", mode=None):
        root, self.root = self.root, self.project
        try:
            return super().write(path, text, mode)
        finally:
            self.root = root

    def put(self, path, text):
        """Writes a file below the base, as a volume would hold it."""
        full = os.path.join(self.base, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return full

    def inject(self, name, data):
        return self.put(os.path.join("injected", name), data)

    def variables(self, environ):
        """A container's environment: next to nothing of this machine's, unlike that of a local step."""
        inherited = {"PATH": os.environ["PATH"], "HOME": "/", **environ}
        own = {"AUTOML_BASE": self.base, "AUTOML_TERMINATION": os.path.join(self.base, "termination-log"), **inherited}
        return {name: value for name, value in own.items() if value is not None}

    def start_container(self, argv, environ):
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.variables(environ),
            start_new_session=True,
        )

    def end_container(self, process):
        output, _ = process.communicate(timeout=120)
        path = os.path.join(self.base, "termination-log")
        termination = b""
        if os.path.exists(path):
            with open(path, "rb") as file:
                termination = file.read()
        return EndedPod(process.returncode, output, termination)

    def start_pod(self, code=None, environ=None, source=True, **fields):
        """Starts boot.py. `code` as in `StepTest.start`; the project is packed in two parts."""
        if isinstance(code, str):
            self.write("step.py", code)
        elif isinstance(code, list):
            fields["code"] = {"kind": "command", "argv": code}
        elif code is not None:
            fields["code"] = code
        if source:
            data = tgz(self.project)
            self.inject("source.tgz.000", data[: len(data) // 2])
            self.inject("source.tgz.001", data[len(data) // 2 :])
        boot = os.path.join(self.base, "injected", "boot.py")
        variables = {"AUTOML_SPEC": packed(self.spec(**fields)), **(environ or {})}
        return self.start_container([sys.executable, "-E", "-s", "-S", boot], variables)

    def run_pod(self, code=None, **fields):
        return self.end_container(self.start_pod(code, **fields))

    def wait_for_line(self, process, text):
        """Reads the container's output until a line holds the text; returns what was read."""
        read = b""
        while text.encode() not in read:
            line = process.stdout.readline()
            assert line, f"{text!r} was not printed: {read!r}"
            read += line
        return read
