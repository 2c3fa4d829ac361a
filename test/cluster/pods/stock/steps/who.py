"""Tells who runs this and where it may write, as the output `facts`."""

import getpass
import os
import sys
import tempfile

import automl


def may_write(folder):
    try:
        with open(os.path.join(folder, "probe"), "w") as file:
            file.write("x")
        return True
    except OSError:
        return False


def has(module):
    try:
        __import__(module)
        return True
    except ImportError:
        return False


home = os.environ["HOME"]
automl.output(
    "facts",
    {
        "uid": os.getuid(),
        "gid": os.getgid(),
        "user": getpass.getuser(),
        "home_is_tilde": os.path.expanduser("~") == home,
        "tmp_is_tmpdir": tempfile.gettempdir() == os.environ["TMPDIR"],
        "writable": all(map(may_write, (home, tempfile.gettempdir(), os.getcwd()))),
        "root_writable": may_write("/"),
        "token": os.path.exists("/var/run/secrets/kubernetes.io/serviceaccount/token"),
        "installed": has("tomli"),
        "modules": [module for module in ("ensurepip", "pip", "venv") if has(module)],
        "secret": len(os.environ.get("TOKEN", "")),
        "version": "%d.%d" % sys.version_info[:2],
    },
)
