"""Inputs: earlier steps' artifacts, copied from the store to $AUTOML_INPUTS and verified on the way."""

import os

from .ending import Failure, storage_failure
from .tree import Refused, Tree


def unpack_inputs(archive, folder):
    """Unpacks what came with the pod itself, for `fetch_inputs` to find there. Raises Failure."""
    from .pod import parts_of, unpacking_failure
    from .unpacking import unpack

    try:
        parts = parts_of(archive)
        if not parts:
            raise ValueError(f"{os.path.basename(archive)}.000 is missing")
        unpack(parts, folder)
    except Exception as error:
        raise unpacking_failure(error, "the inputs can't be unpacked", "the inputs do not fit") from error


def fetch_inputs(spec, check):
    """Puts every input in its place. Raises Failure with the input's name; calls `check` now and then."""
    for name, source in spec.inputs.items():
        _copy_input(name, source, spec.in_scratch("inputs", name), check)


def _copy_input(name, source, target, check):
    tree = find_input(name, source)

    def copy():
        # `models/1`: one child's part of an input from a fanned-out step.
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return tree.copy(target, check)

    read_input(name, source, copy)


def find_input(name, source):
    """What lies there. Raises Failure."""
    if not os.path.exists(source["source"]):
        raise Failure(f'input "{name}" is not in the store any more: nothing at {source["source"]}')
    return _guarded(name, lambda: Tree(source["source"]))


def read_input(name, source, read):
    """`read()` returns the sha256 of what it has read. Raises Failure when that is not the input's."""
    sha256 = _guarded(name, read)
    if sha256 != source["sha256"]:
        raise Failure(
            f'input "{name}" is not what the earlier step stored: its sha256 is {sha256}, not {source["sha256"]}'
        )


def _guarded(name, act):
    try:
        return act()
    except Refused as refused:
        raise Failure(f'input "{name}" can\'t be used: {refused}') from refused
    except OSError as error:
        raise storage_failure(error, f'input "{name}"', "the step's inputs") from error
