"""Why nothing was installed: one sentence from what uv or pip printed, with what to change."""

import re
import sys

NAME_UNKNOWN = r"Name or service not known|name resolution|No address associated|nodename nor servname"
UNREACHABLE = r"Connection refused|[Tt]imed out|[Uu]nreachable|No route to host|Connection reset"


def reason_in(text):
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = " ".join(lines)
    for find in (_refused, _distrusted, _full_disk, _unreachable, _offline, _other_python, _no_wheel, _unmatched, _tool):
        sentence = find(joined)
        if sentence:
            return sentence
    return _last_words(lines)


def _refused(text):
    found = re.findall(r"https?://(?:[^/@\s]*@)?([^/\s]+)\S* .*?\b(40[13]) (?:Client|Unauthorized|Forbidden)", text)
    return found and "the package index {} refuses access ({}): check `python.credentials`".format(*found[-1])


def _distrusted(text):
    found = re.findall(r"(?:certificate verify failed|invalid peer certificate): ([^('\"]+)", text)
    if not found:
        return None
    why = re.split(r" {2,}| (?:ERROR|WARNING|error|cause|hint):", found[-1])[0].strip()
    if re.search(r"not (?:yet valid|valid yet)|NotValidYet", why):
        return "the package index's certificate is not valid yet: is the clock of this machine right?"
    if re.search(r"expired", why, re.IGNORECASE):
        return "the package index's certificate has expired: renew it, unless the clock of this machine is wrong"
    return f"the package index's certificate is not trusted ({why}): set `python.ca`"


def _full_disk(text):
    if not re.search(r"No space left on device|Disk quota exceeded", text):
        return None
    return "no space left on the device where packages are installed: install less, or give the step more room"


def _unreachable(text):
    index = "the package index" + _host(text)
    # pip goes on after that, and then says only that it found nothing.
    if "No matching distribution" in text and "(from versions: none)" not in text:
        return None
    if not re.search("Failed to fetch|after connection broken by|connection error:", text):
        return None
    unknown = re.search(NAME_UNKNOWN, text)
    cause = unknown or re.search(UNREACHABLE, text)
    if not cause:
        return None
    if "ProxyError" in text or "proxy connect" in text:
        return f"{index} can't be reached through the proxy ({cause.group()}): check `python.proxy`"
    if unknown:
        return f"{index} can't be reached, DNS does not know its name: check `python.index`, or set `python.proxy`"
    return f"{index} can't be reached ({cause.group()}): check `python.index`, or set `python.proxy`"


def _host(text):
    """The index that was asked last, where it is said."""
    fetched = re.findall(r"Failed to fetch: `?https?://(?:[^/@\s]*@)?([^/\s`]+)", text)
    tried = re.findall(r"ConnectionPool\(host='([^']+)'", text)
    asked = re.findall(r"Looking in indexes: https?://(?:[^/@\s]*@)?([^/\s,]+)", text)
    found = fetched or tried or asked
    return f" {found[-1]}" if found else ""


def _offline(text):
    if "the network was disabled" not in text:  # uv, which says the name long before
        return None
    missing = re.findall(r"Because (\S+) was not found in the cache", text)
    return f"{missing[0] if missing else 'a package'} is not in the cache, and the network is off (python.offline)"


def _other_python(text):
    of_uv = re.search(r"does not satisfy Python([^\s,]+) and (\S+?)(?:==\S+)? depends on Python", text)
    of_pip = re.search(
        r"require a different python version: .*Requires-Python ([^\s;]+).*No matching distribution found for (\S+)", text
    )
    found = of_uv or of_pip
    return found and f"no matching distribution for {found.group(2)}: it needs Python {found.group(1)}, and this is {_python()}"


def _no_wheel(text):
    found = re.search(r"Because (?:only )?(\S+?)(?:==\S+)? has no wheels with a matching Python", text)
    return found and f"no matching distribution for {found.group(1)}: it has no wheel for Python {_python()} on this machine"


def _unmatched(text):
    for pattern in (
        r"No matching distribution found for (\S+)",
        r"there is no version of (\S+) and you require",
        r"was not found in the .*? and you require ([^\s,]+)",
    ):
        found = re.findall(pattern, text)
        if found:
            return f"no matching distribution for {found[-1]}"
    return None


def _tool(text):
    found = re.search(r"(?:command|unable to execute) '([\w+./-]+)'(?: failed)?: No such file", text)
    if not found:
        return None
    return f"a package is built from source, and the image has no {found.group(1)}: use an image with it, or a release with a wheel"


def _python():
    return "{}.{}".format(*sys.version_info)


def _last_words(lines):
    causes = [line.partition(": ")[2] for line in lines if line.startswith("cause: ")]
    errors = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("error:")]
    fatal = [line for line in lines if line.startswith("fatal: ")]  # git
    if causes:  # the first says what was tried, the last why it failed
        tried = causes if len(causes) > 1 else [*errors[:1], *causes]
        said = f"{tried[0]}: {(fatal or tried)[-1]}" if len(tried) > 1 else tried[0]
    else:
        said = (errors or lines or ["the installer said nothing"])[-1]
    return said if len(said) <= 300 else said[:299] + "…"
