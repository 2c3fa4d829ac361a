"""Files of `key=value` lines, with the heredoc form of GITHUB_OUTPUT for values of several lines."""

from .reports import text_of


def read_key_values(path, variable, warn):
    """The pairs of the file, the last value of a key winning. Warns of lines that are neither form."""
    found = {}
    lines = iter(enumerate(text_of(path, variable, warn).split("\n"), 1))
    for number, line in lines:
        line = line.rstrip("\r")
        key, separator, value = _split(line)
        if separator == "<<" and key and value:
            value = _heredoc(lines, value)
            if value is None:
                warn(f'${variable} line {number}: "{key}" has no end line and was dropped')
                continue
        elif separator != "=" or not key:
            if line.strip():
                warn(f"${variable} line {number} is no key=value and was dropped: {line.strip()[:80]}")
            continue
        found[key] = value
    return found


def _split(line):
    """Splits at whichever comes first: `=` or `<<`."""
    equals, arrows = line.find("="), line.find("<<")
    separator = "<<" if arrows >= 0 and (equals < 0 or arrows < equals) else "="
    key, found, value = line.partition(separator)
    return key.strip(), found, value.strip() if found == "<<" else value


def _heredoc(lines, end):
    value = []
    for _, line in lines:
        if line.rstrip("\r") == end:
            return "\n".join(value)
        value.append(line.rstrip("\r"))
    return None
