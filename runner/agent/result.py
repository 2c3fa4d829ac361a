"""The result document (`stepResult` in src/backends/result.ts), and its bounds."""

from .control import encode

LIMIT = 256 * 1024  # bytes of the whole document
MOST_WARNINGS = 50
WARNING_LENGTH = 500  # characters


class Result:
    """What became of a step: the fields of the document, under their names there."""

    def __init__(self):
        self.state = "succeeded"
        self.reason = None
        self.exit_code = None
        self.install_seconds = 0.0
        self.code_seconds = 0.0
        self.metrics = {}
        self.outputs = {}
        self.artifacts = {}
        self.labels = {}
        self.summary = None
        self.place = None
        self.service = None
        self.warnings = []

    def end(self, state, reason, exit_code=None, place=None):
        """Ends it otherwise than well; an exit code that is known already stays when none is given."""
        self.state, self.reason, self.place = state, reason, place
        self.exit_code = self.exit_code if exit_code is None else exit_code

    def warn(self, text):
        """Adds a warning: once, cut, and only so many."""
        text = text if len(text) <= WARNING_LENGTH else text[: WARNING_LENGTH - 1] + "…"
        if text in self.warnings or len(self.warnings) > MOST_WARNINGS:
            return
        full = len(self.warnings) == MOST_WARNINGS
        self.warnings.append("there were more warnings than are shown" if full else text)

    def document(self, masker):
        """The fields with all secrets masked, not larger than the limit.

        Only what comes from the code is masked: a secret may well be a word of the document itself.
        """
        return _fit(
            {
                **vars(self),
                "reason": masker.value(self.reason),
                "install_seconds": round(self.install_seconds, 3),
                "code_seconds": round(self.code_seconds, 3),
                "metrics": {masker.text(name): value for name, value in self.metrics.items()},
                "outputs": {name: masker.value(value) for name, value in self.outputs.items()},
                "artifacts": {
                    name: {**artifact, "path": masker.text(artifact["path"])}
                    for name, artifact in self.artifacts.items()
                },
                "labels": masker.value(self.labels),
                "summary": masker.value(self.summary),
                "place": _masked_values(masker, self.place),
                "service": self.service and {**self.service, "smoke": _masked_values(masker, self.service["smoke"])},
                "warnings": masker.value(self.warnings),
            }
        )


def _masked_values(masker, fields):
    return fields and {name: masker.value(value) for name, value in fields.items()}


def _fit(fields):
    """Cuts what is too much, the page for people first, and says so."""
    for name, emptied in (("summary", None), ("labels", {}), ("metrics", {})):
        excess = len(encode(fields)) - LIMIT + 1024  # room for the notes
        if excess <= 0:
            return fields
        note = f"the {name} were left out of the result: it would have been too large"
        if name == "summary" and fields["summary"]:
            from .summary import cut

            fields["summary"] = cut(fields["summary"], len(fields["summary"].encode("utf-8", "replace")) - 2 * excess)
            note = "the summary was cut: the result would have been too large"
        else:
            fields[name] = emptied
        fields["warnings"] = [*fields["warnings"], note]
    return fields
