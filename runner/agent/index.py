"""Where packages come from: the settings of pip on this machine and of the file, for uv and for pip."""

import os
import re

# What we translate for uv. pip reads all its settings itself.
OPTIONS = (
    "index-url", "extra-index-url", "find-links", "no-index", "cert", "proxy", "timeout", "trusted-host",
    "pre", "constraint", "only-binary", "no-binary", "require-hashes",
)  # fmt: skip
# Those that decide what is installed, not how it is reached.
DECIDING = ("index-url", "extra-index-url", "find-links", "no-index", "pre", "constraint", "only-binary", "no-binary")


class Index:
    """The settings in force: the file's over the variables PIP_*, and these over pip.conf."""

    def __init__(self, python, root, variables, home_of_interpreter):
        options = _configured(variables, home_of_interpreter)
        for option in OPTIONS:
            value = variables.get("PIP_" + option.upper().replace("-", "_"))
            if value:
                options[option] = value
        self.file = {"index-url": python["index"], "extra-index-url": " ".join(python["extra_index"])}
        self.file["cert"] = os.path.join(root, python["ca"]) if python["ca"] else None
        self.file["proxy"] = python["proxy"]
        self.file = {option: value for option, value in self.file.items() if value}
        self.offline = python["offline"]
        self.options = {**options, **self.file}
        self._variables = variables

    @property
    def reachable(self):
        """Whether packages may be fetched from an index."""
        return not self.offline and not _true(self.options.get("no-index", ""))

    def fingerprint(self):
        """What decides about the result, without credentials, which may change from run to run."""
        deciding = {option: self.options[option] for option in DECIDING if option in self.options}
        deciding.update((name, self._variables[name]) for name in sorted(self._variables) if _decides_for_uv(name))
        return {name: re.sub(r"://[^/@\s]+@", "://", value) for name, value in deciding.items()}

    def for_pip(self):
        """The environment in which to run pip, and its further arguments."""
        variables = self._common()
        for option, value in self.file.items():
            variables["PIP_" + option.upper().replace("-", "_")] = value
        certificates = self._certificates()
        if certificates:
            variables["PIP_CERT"] = certificates
            # As it stands in the environment it would win over pip's own setting.
            variables["REQUESTS_CA_BUNDLE"] = certificates
        # Either would send the packages elsewhere.
        for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV"):
            variables.pop(name, None)
        variables.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_PROGRESS_BAR="off")
        return variables, ["--no-index"] if self.offline else []

    def for_uv(self):
        """The environment in which to run uv, and its further arguments. URLs go by variables: argv is public."""
        variables = self._common()
        variables.update(UV_NO_PROGRESS="1", NO_COLOR="1")
        options, arguments = self.options, []
        own = any(name in variables for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX", "UV_EXTRA_INDEX_URL"))
        if "index-url" in self.file or not own:
            _set(variables, "UV_INDEX_URL", options.get("index-url"))
        if "extra-index-url" in self.file or not own:
            _set(variables, "UV_EXTRA_INDEX_URL", options.get("extra-index-url"))
        if variables.get("UV_EXTRA_INDEX_URL"):
            # As pip does: the best version of all indexes. uv's own default stops at the first that knows the name.
            variables.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
        certificates = self._certificates()
        if certificates and (options.get("cert") or "SSL_CERT_FILE" not in variables):
            variables["SSL_CERT_FILE"] = certificates
        if "timeout" in options:
            variables.setdefault("UV_HTTP_TIMEOUT", options["timeout"].partition(".")[0])
        for place in options.get("find-links", "").split():
            if "://" in place or os.path.exists(place):  # pip only warns of a folder that is not there
                arguments += ["--find-links", place]
        for host in options.get("trusted-host", "").split():
            arguments += ["--allow-insecure-host", host]
        for path in options.get("constraint", "").split():
            arguments += ["--constraints", path]
        for option in ("only-binary", "no-binary"):
            for names in options.get(option, "").replace(",", " ").split():
                arguments += [f"--{option}", names]
        arguments += ["--prerelease", "allow"] * _true(options.get("pre", ""))
        arguments += ["--require-hashes"] * _true(options.get("require-hashes", ""))
        arguments += ["--no-index"] * _true(options.get("no-index", ""))
        arguments += ["--offline"] * self.offline
        return variables, arguments

    def _common(self):
        variables = dict(self._variables)
        proxy = self.options.get("proxy")
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy") if proxy else ():
            if "proxy" in self.file:
                variables[name] = proxy
            else:
                variables.setdefault(name, proxy)
        return variables

    def _certificates(self):
        """The CA bundle: pip's own setting, else what the other tools of the machine use."""
        if self.options.get("cert"):
            return self.options["cert"]
        names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
        return next((self._variables[name] for name in names if self._variables.get(name)), None)


def _configured(variables, home_of_interpreter):
    """The options in pip's configuration files, the later ones winning, as pip has it."""
    named = variables.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return {}
    home = variables.get("HOME") or os.path.expanduser("~")
    system = variables.get("XDG_CONFIG_DIRS", "/etc/xdg").split(os.pathsep)
    paths = [os.path.join(folder, "pip", "pip.conf") for folder in reversed(system)] + [
        "/Library/Application Support/pip/pip.conf",
        "/etc/pip.conf",
        os.path.join(home, ".pip", "pip.conf"),
        os.path.join(home, "Library", "Application Support", "pip", "pip.conf"),
        os.path.join(variables.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "pip", "pip.conf"),
        os.path.join(home_of_interpreter, "pip.conf"),
        named or "",
    ]
    options = {}
    for path in filter(os.path.isfile, paths):
        options.update(_parsed(path))
    return options


def _parsed(path):
    """The sections [global] and [install] of one file; nothing where pip itself would refuse the file."""
    import configparser

    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (OSError, ValueError, configparser.Error):
        return {}
    options = {}
    for section in ("global", "install"):
        if parser.has_section(section):
            options.update((name.replace("_", "-"), value) for name, value in parser.items(section))
    return {name: value for name, value in options.items() if name in OPTIONS and value}


def _set(variables, name, value):
    if value:
        variables[name] = " ".join(value.split())


def _decides_for_uv(name):
    return name in ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS")


def _true(value):
    return value.strip().lower() in ("1", "true", "yes", "on", "y", "t")
