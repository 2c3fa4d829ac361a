"""The first thing in a pod's container: becomes the step agent, straight from its archive, since files take longer.

Any Python can read this file; one older than 3.8 hands over to boot.sh, which runs what needs no Python.
"""

import os
import sys

OLDEST = (3, 8)
BASE = os.environ.get("AUTOML_BASE", "/automl")


class Archive(object):
    """Finds and loads the modules of what runner.json.gz holds: a map from names of files to their texts."""

    def __init__(self, path):
        import json
        import zlib
        from importlib.machinery import ModuleSpec

        self._spec = ModuleSpec
        self._path = path
        with open(path, "rb") as file:
            self._texts = json.loads(zlib.decompress(file.read(), 31).decode("utf-8"))

    def find_spec(self, name, path=None, target=None):
        stem = name.replace(".", "/")
        for file in (stem + ".py", stem + "/__init__.py"):
            if file in self._texts:
                spec = self._spec(name, self, origin=self._path + "/" + file, is_package=file != stem + ".py")
                spec.has_location = True
                return spec
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.get_data(module.__file__), module.__file__, "exec", dont_inherit=True), module.__dict__)

    def get_data(self, path):
        """The bytes of a file, as other loaders give them."""
        return self._texts[path[len(self._path) + 1 :]].encode("utf-8")


def give_up(reason):
    """Ends the step with the result that the agent would have given (runner/agent/result.py)."""
    import hashlib
    import json

    document = {"state": "failed", "reason": reason, "exit_code": None, "install_seconds": 0, "code_seconds": 0}
    document.update((name, {}) for name in ("metrics", "outputs", "artifacts", "labels"))
    document.update((name, None) for name in ("summary", "place", "service"))
    document["warnings"] = []
    line = json.dumps({"event": "result", "result": document}).encode()
    os.write(1, b"\x1e::automl::" + line + b"\n")
    message = {"automl": 1, "sha256": hashlib.sha256(line).hexdigest(), "state": "failed", "exit_code": None}
    path = os.environ.get("AUTOML_TERMINATION")
    if path:
        with open(path, "wb") as file:
            file.write(json.dumps(dict(message, document=document)).encode())
    os._exit(1)


def main():
    if sys.version_info[:2] < OLDEST:
        os.environ["AUTOML_FOUND"] = "Python %d.%d" % sys.version_info[:2]
        os.execvp("sh", ["sh", os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot.sh")])
    runner = os.path.join(BASE, "injected", "runner.json.gz")
    try:
        sys.meta_path.append(Archive(runner))
        from agent.pod import main as run_pod
    except Exception as error:
        give_up("the step agent can't be loaded from %s: %s" % (runner, error))
    run_pod(BASE)


if __name__ == "__main__":
    main()
