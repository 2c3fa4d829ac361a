"""The lock of a service: the exact packages of an environment, to be installed again without asking what is newest."""

import json
import os
import re

from .ending import Failure
from .masking import SHORTEST
from .pod import parts_of

# `git+https://user:password@host/repository.git@main?query#egg=name`, the revision only where there is a `+`.
_ADDRESS = re.compile(r"([a-z]+\+)?([a-z]+)://(?:([^/\s]*)@)?([^\s?#]*)(\?[^\s#]*)?(#\S*)?")
_HASH = re.compile(r"--hash[=\s]\S+")
_NAME = re.compile(r"[A-Za-z0-9._-]*")
_VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)\}")


def locked(folder, secrets=None):
    """The requirements file, as text, that gives the environment in the folder again. Raises Failure.

    Without passwords: of an address, only what tells it from others is kept, and `pin` finds the rest. In its path nobody
    knows a token from a folder, so there a value of `secrets` becomes the variable that it is.
    """
    secrets = {name: value for name, value in (secrets or {}).items() if len(value) >= SHORTEST}
    lines = {_normalized(each.metadata["Name"]): _line(each, folder, secrets) for each in _installed(folder)}
    return "".join(f"{lines[name]}\n" for name in sorted(lines))


def pin(requirements, lock, path, variables):
    """Has the lock installed in place of what the file asks for; the installer reads it at `path`. Raises Failure."""
    try:
        pinned = b"".join(_content(part) for part in parts_of(lock)).decode()
        known, hashes = _addresses(requirements.lines, variables), _hashes(requirements.lines)
        lines = [_restored(line, known, variables) + hashes.get(_name(line), "") for line in pinned.splitlines()]
        # Where the file has them all, so has the lock; a folder of the project has none.
        options = [option for option in requirements.options if option != "--require-hashes"]
        text = "".join(f"{line}\n" for line in [*options, *lines])
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        raise Failure(f"the lock of {requirements.name} can't be read: {error}") from error
    requirements.files.append(("requirements.lock", text.encode()))
    requirements.arguments = ["--no-deps", "-r", path]


def _installed(folder):
    """What was installed into the environment itself: neither the image's packages nor those of an outer one."""
    from glob import glob
    from importlib.metadata import distributions

    places = {os.path.realpath(path) for path in glob(os.path.join(folder, "lib*", "python*", "site-packages"))}
    return distributions(path=sorted(places))


def _line(distribution, folder, secrets):
    name, origin = distribution.metadata["Name"], distribution.read_text("direct_url.json")
    if not origin:
        return f"{name}=={distribution.version}"
    origin = json.loads(origin)
    url, vcs, is_editable = origin["url"], origin.get("vcs_info"), origin.get("dir_info", {}).get("editable")
    if url.startswith(f"file://{folder}/"):
        raise Failure(f"{name} is an editable checkout, which is not there in the pods of a service: leave out its -e")
    if is_editable:
        return f"-e {url}"
    inside = f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
    public = _public(url)
    for variable, value in secrets.items():
        public = public.replace(value, f"${{{variable}}}")
    if vcs:
        return f"{name} @ {vcs['vcs']}+{public}@{vcs['commit_id']}{inside}"
    return f"{name} @ {public}{inside}"


class _Address:
    """What there is to an address: all but `place` and the rest of `public` may be a password, or a passing thing."""

    def __init__(self, found):
        vcs, self.scheme, self.login, self.place, self.query, self.fragment = (part or "" for part in found.groups())
        self.revision = ""
        if vcs:
            self.scheme = vcs + self.scheme
            at = self.place.rfind("@")
            if at >= 0:
                self.place, self.revision = self.place[:at], self.place[at:]

    @property
    def public(self):
        # `git@` is no secret, and without it there is no way in.
        return self.written(self.login if self.scheme.endswith("ssh") else "")

    def written(self, login, revision="", query="", fragment=""):
        return f"{self.scheme}://{login and login + '@'}{self.place}{revision}{query}{fragment}"


def _public(url):
    """The address without whatever may be a password."""
    found = _ADDRESS.fullmatch(url)
    return _Address(found).public if found and found.group(2) != "file" else url


def _addresses(lines, variables):
    """The addresses that the file itself names, by what a lock says of them."""
    found = [match for line in lines for match in _ADDRESS.finditer(line)]
    return {_public(_with_values(match.group(), variables)): _Address(match) for match in found}


def _with_values(address, variables):
    return _VARIABLE.sub(lambda name: variables.get(name.group(1), name.group()), address)


def _restored(line, known, variables):
    """The line of a lock with the address as the file has it: with its login, and of the locked revision."""
    name, _, text = line.partition(" @ ")
    found = _ADDRESS.fullmatch(text)
    own = known.get(_public(_with_values(text, variables))) if found else None
    if own is None:
        return line
    there = _Address(found)
    fragment = there.fragment if there.revision else own.fragment
    return f"{name} @ {own.written(own.login, there.revision, own.query, fragment)}"


def _hashes(lines):
    """What the file says of the contents of packages, by their names."""
    found = {_name(line): "".join(f" {each}" for each in _HASH.findall(line)) for line in lines}
    return {name: hashes for name, hashes in found.items() if hashes}


def _name(line):
    return _normalized(_NAME.match(line).group())


def _normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _content(path):
    with open(path, "rb") as file:
        return file.read()
