"""Fetches pip's wheel from the index, for an interpreter without pip: `python pip_wheel.py FOLDER`.

A program of its own, so that the agent can stop it. It reads PIP_INDEX_URL, PIP_CERT and the proxy variables.
"""

import hashlib
import os
import re
import sys
from html import unescape
from html.parser import HTMLParser
from urllib.error import URLError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, ProxyHandler, Request, build_opener

DEFAULT_INDEX = "https://pypi.org/simple"
SECONDS = 30.0  # for each answer


class ProjectPage(HTMLParser):
    """The links of a project's page in a simple index (PEP 503): (address, its data-requires-python)."""

    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "a" and values.get("href") and "data-yanked" not in values:
            self.links.append((values["href"], unescape(values.get("data-requires-python") or "")))


def newest_wheel(page, python):
    """The address of the newest final release of pip for this Python, as (major, minor); None without one."""
    parser = ProjectPage()
    parser.feed(page)
    found = []
    for address, requires in parser.links:
        name = unquote(urlsplit(address).path.rpartition("/")[2])
        version = re.fullmatch(r"pip-([0-9.]+)-py3-none-any\.whl|pip-([0-9.]+)-py2\.py3-none-any\.whl", name)
        if version and _allows(requires, python):
            numbers = tuple(map(int, (version.group(1) or version.group(2)).split(".")))
            found.append((numbers, address))
    return max(found)[1] if found else None


def fetch(index, folder, python, opener):
    """Downloads the wheel into the folder, under its own name once its hash is right. Raises ValueError, OSError."""
    page_address = index.rstrip("/") + "/pip/"
    page = _get(opener, page_address).decode("utf-8", "replace")
    link = newest_wheel(page, python)
    if link is None:
        raise ValueError("the index has no pip for this Python")
    address, fragment = urldefrag(urljoin(page_address, link))
    if urlsplit(address).netloc == urlsplit(page_address).netloc.rpartition("@")[2]:
        address = urlunsplit(urlsplit(address)._replace(netloc=urlsplit(page_address).netloc))
    wheel = _get(opener, address)
    kind, _, expected = fragment.partition("=")
    if kind not in hashlib.algorithms_guaranteed or hashlib.new(kind, wheel).hexdigest() != expected:
        raise ValueError("pip's wheel does not have the hash that the index names")
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, unquote(urlsplit(address).path.rpartition("/")[2]))
    with open(f"{target}.part.{os.getpid()}", "wb") as file:
        file.write(wheel)
    os.rename(file.name, target)


def _allows(requires, python):
    """Whether a Requires-Python admits the interpreter; pip's own only ever use >= and !=."""
    for minimum in re.findall(r">=\s*(\d+)(?:\.(\d+))?", requires):
        if python < (int(minimum[0]), int(minimum[1] or 0)):
            return False
    return True


def _get(opener, address):
    import base64

    parts = urlsplit(address)
    user_info, _, host = parts.netloc.rpartition("@")
    request = Request(urlunsplit(parts._replace(netloc=host)))
    if user_info:
        request.add_header("Authorization", "Basic " + base64.b64encode(unquote(user_info).encode()).decode())
    with opener.open(request, timeout=SECONDS) as answer:
        return answer.read()


def main():
    import ssl

    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    opener = build_opener(ProxyHandler(), HTTPHandler(), HTTPSHandler(context=context))
    index = os.environ.get("PIP_INDEX_URL") or DEFAULT_INDEX
    folder = os.path.join(sys.argv[1], "pip-{}.{}".format(*sys.version_info))
    try:
        fetch(index, folder, sys.version_info[:2], opener)
    except (ValueError, URLError, OSError) as error:
        sys.exit(f"ERROR: pip can't be fetched from {index}: {error}")


if __name__ == "__main__":
    main()
