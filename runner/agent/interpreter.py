"""The interpreter that runs the code of a step."""

import os
import sys


class Environment:
    """`python` runs the code; `programs` is the folder to find programs in first; `folder` is None without a venv."""

    def __init__(self, python, programs, folder=None):
        self.python = python
        self.programs = programs
        self.folder = folder


def own_environment(scratch):
    """The agent's interpreter as it is."""
    programs = os.path.dirname(sys.executable)
    if venv_of_interpreter() is None:
        # Its folder holds more than Python, so that putting it first could change what other names mean.
        programs = os.path.join(scratch, "bin")
        os.makedirs(programs, exist_ok=True)
        for name in ("python", "python3"):
            path = os.path.join(programs, name)
            if not os.path.lexists(path):
                os.symlink(sys.executable, path)
    return Environment(sys.executable, programs)


def venv_of_interpreter():
    """The folder of the virtual environment that the agent itself runs in, or None."""
    folder = os.path.dirname(os.path.dirname(sys.executable))
    return folder if os.path.exists(os.path.join(folder, "pyvenv.cfg")) else None
