"""The page for people: Markdown at $AUTOML_SUMMARY."""

from .reports import text_of

LIMIT = 64 * 1024  # bytes
NOTE = "\n\n*The rest of this page was cut.*\n"


def read_summary(path, warn):
    """The page, cut at a line; None when nothing was written."""
    text = text_of(path, "AUTOML_SUMMARY", warn)
    if not text.strip():
        return None
    if len(text.encode("utf-8", "replace")) > LIMIT:
        warn("$AUTOML_SUMMARY is larger than 64 KiB and was cut")
    return cut(text, LIMIT)


def cut(text, limit):
    """At most `limit` bytes of the text with the note, whole lines, and no code block left open."""
    data = text.encode("utf-8", "replace")
    if len(data) <= limit:
        return text
    kept = data[: max(0, limit - len(NOTE) - len("\n```"))]
    head, newline, _ = kept.rpartition(b"\n")
    page = (head if newline else kept).decode("utf-8", "ignore")
    fences = sum(line.lstrip().startswith("```") for line in page.split("\n"))
    return page + ("\n```" if fences % 2 else "") + NOTE
