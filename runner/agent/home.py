"""Where programs may write in a pod: its user often has no home, and no entry in /etc/passwd."""

import os

from .writable import may_fill

# Set where the machine leaves them unset or points them at a locked place.
PLACES = (
    ("TMPDIR", "tmp"),
    ("PIP_CACHE_DIR", "home/.cache/pip"),
    ("UV_CACHE_DIR", "home/.cache/uv"),  # beside the environments, so that uv links in place of copying
)
# These have a good place by themselves where the image's own home is used.
PLACES_WITHOUT_HOME = (
    ("XDG_CACHE_HOME", "home/.cache"),
    ("MPLCONFIGDIR", "home/.config/matplotlib"),
)
NAME = "automl"


def make_home(work, own, variables):
    """Sets HOME and the like to folders below `work`, and a user name where there is none. Raises OSError.

    What the step sets itself (`own`) stays, and so does what can be written.
    """
    for folder in ("home", "tmp"):
        os.makedirs(os.path.join(work, folder), exist_ok=True)
    places = PLACES
    if "HOME" not in own and not _usable(variables.get("HOME", "")):
        variables["HOME"] = os.path.join(work, "home")
        places += PLACES_WITHOUT_HOME
    for name, folder in places:
        if name not in own and not (variables.get(name) and may_fill(variables[name])):
            variables[name] = os.path.join(work, folder)
    if not _has_name():
        for name in ("USER", "LOGNAME"):
            if not variables.get(name):
                variables[name] = NAME


def _usable(home):
    return home not in ("", "/") and os.path.isdir(home) and may_fill(home)


def _has_name():
    import pwd

    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        return False
    return True
