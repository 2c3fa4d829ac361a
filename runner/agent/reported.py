"""What the code said in the files of the contract. Most steps say nothing, and then nothing is loaded to read it."""

import os
from stat import S_ISREG

from .variables import REPORTS


def is_untouched(spec):
    """Whether the code has left nothing in the scratch folder: no report, no artifact."""
    try:
        reports = [os.lstat(spec.in_scratch(report)) for report in REPORTS]
        handed_over = os.listdir(spec.in_scratch("artifacts"))
    except OSError:
        return False
    return not handed_over and all(S_ISREG(report.st_mode) and report.st_size == 0 for report in reports)


def read_reports(spec, result):
    """Fills `result`, and returns the sentence about the first scalar that does not fit its type, or None."""
    if is_untouched(spec):
        return None
    from .labels import read_labels
    from .metrics import read_metrics
    from .scalars import read_scalars
    from .summary import read_summary

    warn, place = result.warn, spec.in_scratch
    result.metrics = read_metrics(place("metrics"), warn)
    result.labels = read_labels(place("labels"), warn)
    result.summary = read_summary(place("summary"), warn)
    result.outputs, problem = read_scalars(place("output"), spec.outputs, warn)
    return problem
