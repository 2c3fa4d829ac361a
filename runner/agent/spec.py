"""The spec: what the driver tells the agent about one step (the shape is src/backends/spec.ts)."""

import json
import os

VERSION = 1


class SpecError(Exception):
    """The spec file can't be used; the message says why."""


class Spec:
    """One step. Paths are absolute; `directory`, `requirements` and the code's `file` are relative to `root`.

    `store` is None where the run keeps no files. `lock`, `packed` and `preparation` are None but for services in pods.
    `in_pod`: the machine is a pod, whose limits the file sets.
    """

    def __init__(self, fields):
        self.identity = fields["identity"]
        self.root = fields["root"]
        self.directory = fields["directory"]
        self.scratch = fields["scratch"]
        self.store = fields["store"]
        self.cache = fields["cache"]
        self.code = fields["code"]
        self.params = fields["params"]
        self.has_item = "item" in fields
        self.item = fields.get("item")
        self.env = fields["env"]
        self.secrets = fields["secrets"]
        self.inputs = fields["inputs"]
        self.outputs = fields["outputs"]
        self.requirements = fields["requirements"]
        self.python = fields["python"]
        self.timeout = fields["timeout"]
        self.start_timeout = fields["start_timeout"]
        self.grace = fields["grace"]
        self.service = fields["service"]
        self.lock = fields.get("lock")
        self.packed = fields.get("packed")
        self.preparation = fields.get("preparation")
        self.in_pod = False

    @property
    def watched_by_kubelet(self):
        """Whether this is a service whose readiness and restarts are the kubelet's."""
        return self.service is not None and self.service["watch"] == "kubelet"

    @property
    def promises_files(self):
        """Whether it must leave files in the store."""
        return self.code["kind"] == "notebook" or any(one["kind"] == "artifact" for one in self.outputs.values())

    @property
    def working_directory(self):
        return os.path.normpath(os.path.join(self.root, self.directory))

    def in_root(self, path):
        return os.path.normpath(os.path.join(self.root, path))

    def in_scratch(self, *names):
        return os.path.join(self.scratch, *names)


def read_spec(path):
    """Reads the spec file. Raises SpecError when it is missing, no JSON, incomplete or of another version."""
    try:
        with open(path, "rb") as file:
            text = file.read()
    except OSError as error:
        raise SpecError(f"the spec {path} can't be read: {error}") from error
    return parse_spec(text, path)


def parse_spec(text, origin):
    """The spec that the bytes hold; `origin` says to people where they come from. Raises SpecError."""
    return _spec(_fields(text, origin), origin)


def parse_specs(text, origin):
    """The specs of the children that share a pod, in their order; one alone is no list. Raises SpecError."""
    fields = _fields(text, origin)
    return [_spec(each, origin) for each in (fields if isinstance(fields, list) else [fields])]


def _fields(text, origin):
    try:
        return json.loads(text.decode("utf-8"))
    except ValueError as error:
        raise SpecError(f"the spec {origin} can't be read: {error}") from error


def _spec(fields, origin):
    version = fields.get("version") if isinstance(fields, dict) else None
    if version != VERSION:
        raise SpecError(f"the spec {origin} has version {version}; this agent reads version {VERSION}")
    try:
        return Spec(fields)
    except KeyError as error:
        raise SpecError(f"the spec {origin} has no {error}") from error
