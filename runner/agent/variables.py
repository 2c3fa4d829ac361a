"""The environment variables that a step's code sees (design §4)."""

import json
import os
import re
import sys

from .ending import Failure

# How the driver talks to the agent, and to runner/pod: not the code's business.
INTERNAL = (
    "AUTOML_CONTROL_FD", "AUTOML_LIFELINE", "AUTOML_TERMINATION", "AUTOML_BASE", "AUTOML_SPEC", "AUTOML_SH",
    "AUTOML_DIRECTORY", "AUTOML_TIMEOUT", "AUTOML_GRACE", "AUTOML_FOUND", "AUTOML_INDEX_USERNAME",
    "AUTOML_INDEX_PASSWORD",
)  # fmt: skip
HELPER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python")
HELPER_MODULE = "automl.py"


def code_variables(spec, inherited, environment, token):
    """The whole environment of the code: the agent's own, the contract's, then the step's `env`."""
    identity = spec.identity
    variables = without_internal(inherited)
    variables.update(
        AUTOML_RUN_ID=identity["run"],
        AUTOML_WORKFLOW=identity["workflow"],
        AUTOML_STAGE=identity["stage"],
        AUTOML_STEP=identity["step"],
        AUTOML_COMMIT=identity["commit"],
        AUTOML_ITERATION="" if identity["iteration"] is None else str(identity["iteration"]),
        AUTOML_ATTEMPT=str(identity["attempt"]),
        AUTOML_PARAMS=spec.in_scratch("params.json"),
        AUTOML_INPUTS=spec.in_scratch("inputs"),
        AUTOML_ARTIFACTS=spec.in_scratch("artifacts"),
        PYTHONUNBUFFERED="1",
        **{f"AUTOML_{name.upper()}": spec.in_scratch(name) for name in REPORTS},
    )
    variables.pop("AUTOML_ITEM", None)
    if spec.has_item:
        variables["AUTOML_ITEM"] = json.dumps(spec.item)
    for name, value in spec.params.items():
        variables["PARAM_" + re.sub("[^A-Z0-9]", "_", name.upper())] = as_text(value)
    if spec.service:
        variables["PORT"] = str(spec.service["port"])
    # An outer run's token stays in it, so that ending the outer step ends this one's processes too.
    variables["AUTOML_STEP_TOKEN"] = ",".join(filter(None, (inherited.get("AUTOML_STEP_TOKEN"), token)))
    if environment.folder:
        variables["VIRTUAL_ENV"] = environment.folder
    variables.update(spec.env)
    variables["PATH"] = _joined(environment.programs, variables.get("PATH", os.defpath))
    variables["PYTHONPATH"] = _python_path(spec, inherited)
    _refuse_nul(variables)
    return variables


def without_internal(variables):
    """The variables that programs other than the agent may see."""
    return {name: value for name, value in variables.items() if name not in INTERNAL}


# The files that the code may write, each at $AUTOML_<NAME>.
REPORTS = ("output", "metrics", "summary", "labels")


def as_text(value):
    """A parameter as its environment variable shows it: booleans as in JSON."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def hides_helper(spec):
    """The project's own file that `import automl` finds instead of the helper, or None."""
    folders = ["."]
    if spec.code["kind"] == "python":
        folders.insert(0, os.path.dirname(spec.code["file"]))
    for folder in folders:
        for name in ("automl.py", os.path.join("automl", "__init__.py")):
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(spec.in_root(path)):
                return path
    return None


def _python_path(spec, inherited):
    """The step's own setting, the project, the machine's setting, and last the helper, which hides nothing."""
    own = spec.env.get("PYTHONPATH", "")
    return _joined(own, spec.root, "" if own else inherited.get("PYTHONPATH", ""), _helper_folder(spec))


def _helper_folder(spec):
    """Beside the agent; out of its archive, since one on the path would slow down each start of Python."""
    if os.path.isdir(HELPER):
        return HELPER
    folder = spec.in_scratch("python")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, HELPER_MODULE), "wb") as file:
        file.write(__loader__.get_data(os.path.join(HELPER, HELPER_MODULE)))
    return folder


def _joined(*paths):
    return os.pathsep.join(filter(None, paths))


def _refuse_nul(variables):
    for name, value in variables.items():
        if "\0" in value or "\0" in name:
            raise Failure(f"the value of the variable {name} holds a NUL character")


def interpreter_version():
    return ".".join(map(str, sys.version_info[:3]))
