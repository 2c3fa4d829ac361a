"""Metrics: lines of JSON at $AUTOML_METRICS, as `{"rmse": 0.71, "step": 3}`."""

import json
import math

from .reports import bytes_of

MOST = 1000  # metrics of a step
LONGEST_NAME = 200  # characters
NAMED = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def read_metrics(path, warn):
    """The last value of each metric, in the order of their first mention. `step` is the step, not a metric."""
    found = {}
    dropped = set()
    for number, line in enumerate(bytes_of(path, "AUTOML_METRICS", warn).split(b"\n"), 1):
        if not line.strip():
            continue
        for name, value in _pairs(line, number, warn):
            if name in found or len(found) < MOST:
                found[name] = value
            else:
                dropped.add(name)
    if dropped:
        warn(f"only the first {MOST} metrics were kept; {len(dropped)} more were dropped")
    return {name: as_json(value) for name, value in found.items()}


def as_json(value):
    """A finite number as it is; the others, which JSON can't write, by name."""
    try:
        number = float(value)
    except OverflowError:  # an integer beyond all floats
        number = math.inf if value > 0 else -math.inf
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return value


def _pairs(line, number, warn):
    where = f"$AUTOML_METRICS line {number}"
    try:
        record = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        warn(f"{where} is no JSON and was dropped: {line[:80].decode('utf-8', 'replace').strip()}")
        return
    if not isinstance(record, dict):
        warn(f"{where} is no JSON object and was dropped")
        return
    for name, value in record.items():
        if name == "step":
            continue
        if isinstance(value, str):
            value = NAMED.get(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            warn(f'{where}: the value of "{name}" is no number and was dropped')
        elif len(name) > LONGEST_NAME:
            warn(f'{where}: the name "{name[:40]}…" is longer than {LONGEST_NAME} characters and was dropped')
        else:
            yield name, value
