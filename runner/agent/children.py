"""Several children in one pod, one after the other: each finds the pod as if it were its own."""

import os

from .ending import Stopped, storage_failure
from .main import ORPHANED, Agent
from .termination import hash_of, write_children

# Below the pod's work folder: what a child may leave behind. Source and scratch are made anew anyway.
LEFT = ("home", "tmp")


def run_children(specs, ready, work):
    """Runs all of them, whatever becomes of each, until the pod is to end; returns the exit status.

    `ready(result, spec)` prepares a child. The first status that is not 0 is that of the pod.
    """
    agent, termination = Agent(), os.environ.get("AUTOML_TERMINATION")
    hashes, status = {}, 0
    try:
        for place, spec in enumerate(specs):
            if agent.supervisor.stops:
                break
            agent.control.iteration = spec.identity["iteration"]
            agent.control.send("begins")
            agent.log.begin()
            ended = agent.run(_preparing(ready, spec, work if place else None))
            status = status or ended.status
            hashes[str(agent.control.iteration)] = hash_of(ended.line)
            # After each: a pod that is killed says so much.
            if termination:
                write_children(termination, hashes)
    except Stopped:
        return ORPHANED
    return status


def _preparing(ready, spec, work):
    def prepare(result):
        if work is not None:
            _clear(work)
        return ready(result, spec)

    return prepare


def _clear(work):
    """Raises Failure."""
    from .tree import remove

    try:
        for name in LEFT:
            remove(os.path.join(work, name))
    except OSError as error:
        raise storage_failure(error, "what the child before has left", work) from error
