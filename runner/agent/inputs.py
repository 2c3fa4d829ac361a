"""Inputs: earlier steps' artifacts, copied from the store to $AUTOML_INPUTS and verified on the way."""

import os

from .ending import Failure, storage_failure
from .tree import Refused, Tree


def fetch_inputs(spec, check):
    """Puts every input in its place. Raises Failure with the input's name; calls `check` now and then."""
    for name, source in spec.inputs.items():
        target = spec.in_scratch("inputs", name)
        if not os.path.exists(source["source"]):
            raise Failure(f'input "{name}" is not in the store any more: nothing at {source["source"]}')
        try:
            # `models/1`: one child's part of an input from a fanned-out step.
            os.makedirs(os.path.dirname(target), exist_ok=True)
            sha256 = Tree(source["source"]).copy(target, check)
        except Refused as refused:
            raise Failure(f'input "{name}" can\'t be used: {refused}') from refused
        except OSError as error:
            raise storage_failure(error, f'input "{name}"', "the step's inputs") from error
        if sha256 != source["sha256"]:
            raise Failure(
                f'input "{name}" is not what the earlier step stored: its sha256 is {sha256}, not {source["sha256"]}'
            )
