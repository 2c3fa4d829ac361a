"""The scratch folder of a step, laid out before its code runs."""

import json
import os

from .ending import Failure
from .variables import REPORTS, hides_helper


def make_ready(spec, log, warn):
    """What comes before all else: secrets are masked, the folders are there. Raises Failure."""
    patterns, problem = secret_patterns(spec, os.environ, warn)
    log.masker.add(patterns)
    if problem:
        raise Failure(problem)
    lay_out(spec, warn)


def lay_out(spec, warn):
    """Makes the folders and files of the contract. Raises Failure when the step's own files are not there."""
    for folder in ("inputs", "artifacts"):
        os.makedirs(spec.in_scratch(folder), exist_ok=True)
    for report in REPORTS:
        open(spec.in_scratch(report), "ab").close()
    with open(spec.in_scratch("params.json"), "w", encoding="utf-8") as file:
        json.dump(spec.params, file, ensure_ascii=False)
    if not os.path.isdir(spec.working_directory):
        raise Failure(f'the working directory "{spec.directory}" does not exist')
    file = spec.code.get("file")
    if file and not os.path.isfile(spec.in_root(file)):
        raise Failure(f"{file} was not found")
    hiding = hides_helper(spec)
    if hiding:
        warn(f"{hiding} is what `import automl` finds here: it hides the helper module of that name")


def secret_patterns(spec, variables, warn):
    """What must be masked: the patterns of the secrets that are set, and the sentence about one that is not."""
    from .masking import SHORTEST, patterns_of

    # Code of our own user can read it in /proc, whether or not it is passed on.
    patterns, problem = patterns_of(variables.get("AUTOML_INDEX_PASSWORD", "")), None
    for name in spec.secrets:
        if name not in variables:
            problem = problem or f"secret variable {name} is not set"
            continue
        patterns |= patterns_of(variables[name])
        if len(variables[name].strip()) < SHORTEST:
            warn(f"secret variable {name} has less than {SHORTEST} characters and is not masked")
    return patterns, problem
