"""Credentials of the package index: they come from a Secret and go into its address."""

USERNAME = "AUTOML_INDEX_USERNAME"
PASSWORD = "AUTOML_INDEX_PASSWORD"


def with_credentials(python, variables):
    """The spec's `python`, with the credentials in every address on the host of `index`, and on no other.

    An address with credentials of its own keeps them.
    """
    username, password = variables.get(USERNAME, ""), variables.get(PASSWORD, "")
    if not python["index"] or not (username or password):
        return python
    from urllib.parse import quote, urlsplit

    user_info = quote(username, safe="") + (":" + quote(password, safe="") if password else "")
    origin = _origin(urlsplit(python["index"]))

    def filled(address):
        parts = urlsplit(address)
        if "@" in parts.netloc or _origin(parts) != origin:
            return address
        return parts._replace(netloc=f"{user_info}@{parts.netloc}").geturl()

    return {**python, "index": filled(python["index"]), "extra_index": list(map(filled, python["extra_index"]))}


def _origin(parts):
    """Scheme, host and port: credentials for https must not go over http."""
    return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()
