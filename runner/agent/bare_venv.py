"""A virtual environment made without the module venv, which minimal images leave out."""

import os
import sys


def make_bare_venv(folder, sees_system):
    """Makes what `python -m venv --without-pip` makes, as far as programs need it. Raises OSError."""
    # Not a link of some other environment: `home` must hold the real interpreter.
    executable = os.path.realpath(sys.executable)
    version = "{}.{}".format(*sys.version_info)
    programs = os.path.join(folder, "bin")
    os.makedirs(programs)
    os.makedirs(os.path.join(folder, "lib", f"python{version}", "site-packages"))
    for name in ("python", "python3", f"python{version}"):
        os.symlink(executable, os.path.join(programs, name))
    with open(os.path.join(folder, "pyvenv.cfg"), "w", encoding="utf-8") as file:
        file.write(f"home = {os.path.dirname(executable)}\n")
        file.write(f"include-system-site-packages = {'true' if sees_system else 'false'}\n")
        file.write(f"version = {'.'.join(map(str, sys.version_info[:3]))}\n")


def has_venv_module():
    from importlib.util import find_spec

    return find_spec("venv") is not None
