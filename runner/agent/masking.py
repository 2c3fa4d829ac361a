"""Masking: no secret leaves the step, also when it is encoded, or straddles two reads."""

import re
from os import fsencode  # environment values that are no UTF-8 get their bytes back

MASK = b"***"
SHORTEST = 4  # characters; shorter values would blot out innocent text


def patterns_of(value):
    """All the byte strings that would give a secret value away.

    The value, each of its lines, their JSON and URL escapes, how Python shows them in a dict, and base64 of the value wherever it may stand in
    the encoded text.
    """
    value = value.strip()
    if len(value) < SHORTEST:
        return set()
    texts = {value, *(line.strip() for line in value.splitlines())}
    texts |= {_json_escaped(text) for text in texts} | {_json_escaped(value, ascii_only=True)}
    texts |= {repr(text)[1:-1] for text in texts}
    found = {fsencode(text) for text in texts if len(text) >= SHORTEST}
    found |= _url_quoted(value) | _base64(fsencode(value))
    return found


def credentials_of(text):
    """The patterns of user names and passwords in the URLs of a text."""
    found = set()
    for user_info in re.findall(r"://([^/@\s]+)@", text):
        user, _, password = user_info.partition(":")
        secret = password or user  # a token often stands alone, in the place of the user
        found |= patterns_of(secret) | patterns_of(_unquoted(secret))
    return found


class Masker:
    """Replaces the patterns in a stream of bytes with `***`.

    It is exact: of what was fed it keeps back only a suffix that may be the beginning of a pattern.
    """

    def __init__(self, patterns=()):
        self._patterns = set()
        self._held = b""
        self._masked = 0  # so many first bytes of `_held` belong to a match whose mask is already written
        self.add(patterns)

    def add(self, patterns):
        self._patterns |= set(patterns)
        ordered = sorted(self._patterns, key=lambda pattern: (-len(pattern), pattern))
        # Where one pattern holds another, looking for the inner one finds both.
        self._tests = [p for p in ordered if not any(q in p for q in ordered if q != p)]
        self._heads = [(p[:SHORTEST], p) for p in ordered]
        self._longest = max(map(len, ordered), default=0)
        # A look-ahead finds matches that overlap; the longest comes first.
        self._matches = re.compile(b"(?=(" + b"|".join(map(re.escape, ordered)) + b"))", re.DOTALL)

    def fresh(self):
        """A masker of the same patterns for another stream."""
        return Masker(self._patterns)

    def feed(self, data):
        """Takes the next bytes of the stream and returns what may be written."""
        if not self._tests:
            return data
        if self._held:
            data = self._held + data
        keep = self._unfinished(data)
        return self._write(data, len(data) - keep)

    def finish(self):
        """Returns what was kept back: no more bytes will come."""
        return self._write(self._held, len(self._held)) if self._held else b""

    def once(self, data):
        """Masks a complete piece of bytes."""
        if not any(test in data for test in self._tests):
            return data
        parts, position = [], 0
        for start, stop, _ in self._spans(data, 0):
            parts += (data[position:start], MASK)
            position = stop
        return b"".join(parts) + data[position:]

    def text(self, text):
        return self.once(text.encode("utf-8", "replace")).decode("utf-8", "replace") if self._tests else text

    def value(self, value):
        """Masks every string of a JSON value. Numbers stay: a small one may equal a secret by chance."""
        if not self._tests:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        return value

    def _write(self, data, end):
        """Masks `data[:end]` and holds the rest, which may lie inside a match that began before `end`."""
        masked, self._masked = self._masked, 0
        if not masked and not any(test in data for test in self._tests):
            self._held = data[end:]
            return data[:end]
        parts, position = [], 0
        for start, stop, written in self._spans(data, masked):
            if start >= end and not written:
                break
            parts.append(data[position:start])
            parts.append(b"" if written else MASK)
            position = min(stop, end)
            self._masked = max(stop - end, 0)
        parts.append(data[position:end])
        self._held = data[end:]
        return b"".join(parts)

    def _spans(self, data, masked):
        """Stretches to mask, in order, those that overlap made one: (start, stop, mask already written)."""
        start, stop, written = 0, masked, masked > 0
        for match in self._matches.finditer(data):
            if match.start() >= stop:
                if stop:
                    yield start, stop, written
                start, written = match.start(), False
            stop = max(stop, match.end(1))
        if stop:
            yield start, stop, written

    def _unfinished(self, data):
        """Length of the longest suffix that is a proper beginning of a pattern."""
        longest = 0
        for head, pattern in self._heads:
            at = data.find(head, max(0, len(data) - len(pattern) + 1))
            while at >= 0:
                if pattern.startswith(data[at:]):
                    longest = max(longest, len(data) - at)
                    break
                at = data.find(head, at + 1)
            for length in range(len(head) - 1, longest, -1):
                if data.endswith(head[:length]):
                    longest = length
                    break
        return longest


def _json_escaped(text, ascii_only=False):
    import json

    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]


def _url_quoted(value):
    if value.isascii() and value.replace("-", "").replace("_", "").replace(".", "").isalnum():
        return set()
    from urllib.parse import quote, quote_plus

    raw = fsencode(value)
    return {text.encode() for text in (quote(raw), quote(raw, safe=""), quote_plus(raw))}


def _unquoted(text):
    from urllib.parse import unquote

    return unquote(text)


def _base64(raw):
    """The middle of the base64 text that is the same whatever stands before and after, for the three alignments."""
    from binascii import b2a_base64

    found = set()
    for offset in range(3):
        encoded = b2a_base64(b"\0" * offset + raw, newline=False)
        # A character carries 6 bits: the first one wholly ours, and the one after the last.
        middle = encoded[(8 * offset + 5) // 6 : 8 * (offset + len(raw)) // 6]
        found |= {middle, middle.replace(b"+", b"-").replace(b"/", b"_")}
        if not offset:  # `base64 FILE` folds its lines
            found |= {middle[at : at + 76] for at in range(0, len(middle) - 75, 76)}
    return found
