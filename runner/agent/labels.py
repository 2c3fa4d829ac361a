"""Labels: `key=value` lines at $AUTOML_LABELS, for people to find runs by."""

from .keyvalues import read_key_values

MOST = 100
LONGEST = 200  # characters of a key and of a value


def read_labels(path, warn):
    found = read_key_values(path, "AUTOML_LABELS", warn)
    if len(found) > MOST:
        warn(f"only the first {MOST} labels were kept; {len(found) - MOST} more were dropped")
    return {key[:LONGEST]: value[:LONGEST] for key, value in list(found.items())[:MOST]}
