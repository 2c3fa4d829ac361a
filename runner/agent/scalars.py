"""Scalar outputs: typed values at $AUTOML_OUTPUT."""

import json
import math
import re

from .control import encode
from .ending import Failure
from .keyvalues import read_key_values

LONGEST = 64 * 1024  # characters of one value
LONGEST_TOGETHER = 128 * 1024  # bytes of all values as JSON: they travel in the result document
LARGEST_INT = 2**53 - 1  # what every reader of JSON gets exactly
DEEPEST = 100  # lists and objects inside each other


def read_scalars(path, declared, warn):
    """The declared scalars that were written, and the sentence about the first that does not fit its type."""
    found, problem = {}, None
    for key, text in read_key_values(path, "AUTOML_OUTPUT", warn).items():
        output = declared.get(key)
        if output is None:
            warn(f'output "{key}" is not declared in the workflow file and was dropped')
        elif output["kind"] != "scalar":
            warn(f'output "{key}" is declared as a file; its line in $AUTOML_OUTPUT was dropped')
        else:
            try:
                found[key] = typed(key, text, output["type"])
            except Failure as failure:
                problem = problem or str(failure)
    size = len(encode(found))
    if size > LONGEST_TOGETHER:
        return {}, f"its outputs have {size} bytes together; at most {LONGEST_TOGETHER} fit, write a file instead"
    return found, problem


def missing_scalar(declared, found):
    """The sentence about the first declared scalar that is not there, or None."""
    for key, output in declared.items():
        if output["kind"] == "scalar" and key not in found:
            return f'finished without its output "{key}": no line {key}=… in $AUTOML_OUTPUT'
    return None


def typed(key, text, kind):
    """The value of a scalar. Raises Failure with a sentence that shows the value."""
    if len(text) > LONGEST:
        raise Failure(f'output "{key}" has {len(text)} characters; at most {LONGEST} fit, write a file instead')
    if kind == "str":
        return text
    shown, text = _shown(text), text.strip()
    try:
        value = _READERS[kind](text)
    except (ValueError, RecursionError):
        raise Failure(f'output "{key}" is {shown}, which is no {kind}') from None
    if kind == "int" and abs(value) > LARGEST_INT:
        raise Failure(f'output "{key}" is {shown}; an int must be within ±{LARGEST_INT} (declare it as str)')
    try:
        _check(value)
    except ValueError as error:
        raise Failure(f'output "{key}" is {shown}; {error}') from None
    return value


def _int(text):
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _float(text):
    if "_" in text:
        raise ValueError(text)
    return float(text)


def _bool(text):
    if text not in ("true", "false", "True", "False"):  # JSON's words and Python's
        raise ValueError(text)
    return text in ("true", "True")


_READERS = {"int": _int, "float": _float, "bool": _bool, "json": json.loads}


def _check(value, depth=0):
    """Raises ValueError for what the result document can't carry."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number must be finite")
    if isinstance(value, (list, dict)):
        if depth == DEEPEST:
            raise ValueError(f"lists and objects may be {DEEPEST} deep")
        for item in value.values() if isinstance(value, dict) else value:
            _check(item, depth + 1)


def _shown(text):
    return '"' + (text if len(text) <= 60 else text[:59] + "…") + '"'
