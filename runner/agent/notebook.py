"""Notebooks, run by papermill in the step's environment."""

import json
import os
import re

from .ending import Failure
from .tracebacks import LONGEST_MESSAGE, in_project

EXTRAS = ("papermill", "ipykernel")
KERNEL = "automl"
_PROBE = "import importlib.util as u, sys; sys.exit(not all(u.find_spec(name) for name in sys.argv[1:]))"
# `x = 1` or `x: int = 1` at the start of a line.
_ASSIGNED = re.compile(r"^([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_PLACE = re.compile(r"(?:Cell In ?\[(\d+)\]|<ipython-input-(\d+)-\w+>)(?:[^\n]*?), line (\d+)")
_MODULE = re.compile(r"^\s*File (.+?):(\d+)(?:, in .*| in .*)?$", re.MULTILINE)


class Notebook:
    """One notebook run: what to execute, and what the executed notebook says afterwards."""

    def __init__(self, spec):
        self._spec = spec
        self.file = spec.code["file"]
        self.shown = os.path.splitext(os.path.basename(self.file))[0] + ".ipynb"
        self.executed = spec.in_scratch("notebook", self.shown)

    def missing_extras(self, run):
        """The packages to install because the interpreter lacks them; `run(arguments)` gives its exit status."""
        return EXTRAS if run(["-c", _PROBE, *EXTRAS]) != 0 else ()

    def arguments(self, python):
        """Writes the kernel's description and the parameters; returns papermill's argv."""
        self._write_kernel(python)
        parameters = self._spec.in_scratch("notebook", "parameters.yaml")
        with open(parameters, "w", encoding="utf-8") as file:
            file.writelines(f"{_yaml(name)}: {_yaml(value)}\n" for name, value in self._parameters().items())
        return [
            *(python, "-m", "papermill", self._spec.in_root(self.file), self.executed),
            *("--kernel", KERNEL, "--language", "python", "--cwd", self._spec.working_directory),
            *("-f", parameters, "--log-output", "--no-progress-bar"),
        ]

    def variables(self):
        """Keeps Jupyter away from the user's own kernels and settings."""
        return {
            "JUPYTER_PATH": self._spec.in_scratch("jupyter"),
            "JUPYTER_RUNTIME_DIR": self._spec.in_scratch("jupyter", "runtime"),
            "JUPYTER_PLATFORM_DIRS": "1",
            "IPYTHONDIR": self._spec.in_scratch("ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }

    def mask(self, masker):
        """Masks the executed notebook, which holds what its cells printed."""
        try:
            with open(self.executed, encoding="utf-8") as file:
                content = json.load(file)
        except (OSError, ValueError):
            return
        with open(self.executed, "w", encoding="utf-8") as file:
            json.dump(masker.value(content), file, ensure_ascii=False, indent=1)

    def failure(self, exit_code):
        """The Failure that the executed notebook tells of, or None when no cell of it failed."""
        cells = [cell for cell in _cells(self.executed) if _is_code(cell)]
        for number, cell in enumerate(cells, 1):
            for output in cell.get("outputs", ()):
                if output.get("output_type") == "error":
                    return self._failure_in(cells, number, output, exit_code)
        return None

    def _failure_in(self, cells, number, output, exit_code):
        text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.get("traceback", ())))
        found = list(_PLACE.finditer(text))
        line = None
        if found:  # the deepest frame; it may be a function of an earlier cell
            count = int(found[-1].group(1) or found[-1].group(2))
            counts = [cell.get("execution_count") for cell in cells]
            number = counts.index(count) + 1 if count in counts else number
            line = int(found[-1].group(3)) + _empty_lines(_source(cells[number - 1]))
        error, message = output.get("ename", "Error"), (output.get("evalue", "") or "").split("\n")[0]
        message = re.sub(r"\x1b\[[0-9;]*m", "", message)[:LONGEST_MESSAGE]
        where = f"{self.file} cell {number}" + (f" line {line}" if line else "")
        place = {"file": self.file, "line": line, "cell": number, "error": error, "message": message}
        module = self._deeper(text[found[-1].end() :]) if found else None
        if module:
            where = f"{module['file']}:{module['line']}, called in {where}"
            place.update(module)
        from .failure import import_hint

        said = f": {message}" if message else ""
        return Failure(f"{error} in {where}{said}{import_hint(error, self._spec)}", exit_code, place)

    def _deeper(self, text):
        """The deepest frame in a module of the project, of the frames below the last cell's; None where none is."""
        for path, line in reversed(_MODULE.findall(text)):
            name = in_project(os.path.expanduser(path), self._spec.root, self._spec.working_directory)
            if name:
                return {"file": name, "line": int(line), "cell": None}
        return None

    def _write_kernel(self, python):
        folder = self._spec.in_scratch("jupyter", "kernels", KERNEL)
        os.makedirs(folder, exist_ok=True)
        os.makedirs(self._spec.in_scratch("notebook"), exist_ok=True)
        argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        with open(os.path.join(folder, "kernel.json"), "w", encoding="utf-8") as file:
            json.dump({"argv": argv, "display_name": "automl", "language": "python"}, file)

    def _parameters(self):
        """The run's parameters that the notebook knows: those its "parameters" cell assigns."""
        known = set()
        for cell in _cells(self._spec.in_root(self.file)):
            if "parameters" in cell.get("metadata", {}).get("tags", ()):
                known.update(_ASSIGNED.findall(_source(cell)))
        return {name: value for name, value in self._spec.params.items() if name in known}


def _cells(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file).get("cells", [])
    except (OSError, ValueError, AttributeError):
        return []  # papermill says better what is wrong with it


def _is_code(cell):
    return cell.get("cell_type") == "code" and "injected-parameters" not in cell.get("metadata", {}).get("tags", ())


def _source(cell):
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _empty_lines(source):
    """The empty lines before the first statement: IPython removes them before it counts."""
    head = source[: len(source) - len(source.lstrip())]
    return head.count("\n")


def _yaml(value):
    """A scalar as YAML 1.1 reads it: JSON, but for floats without a point and characters beyond 16 bits."""
    if isinstance(value, float):
        text = repr(value)
        return text.replace("e", ".0e") if "e" in text and "." not in text else text
    if isinstance(value, str):
        return re.sub(r"[^ -~]", lambda found: f"\\U{ord(found.group()):08x}", json.dumps(value, ensure_ascii=False))
    return json.dumps(value)
