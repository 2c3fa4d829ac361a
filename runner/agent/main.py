"""What the agent does with its command line, its variables and its exit status."""

import os
import sys

from .control import FRAME, Control
from .ending import Stopped
from .log import Log
from .result import Result
from .spec import SpecError, read_spec
from .step import Step
from .supervisor import Supervisor

USAGE = """usage: python runner/agent SPEC.json

Runs one step. Its log goes to standard output. $AUTOML_CONTROL_FD is the descriptor for messages to the driver;
without it they are framed in the log. With AUTOML_LIFELINE=stdin, the end of standard input ends the step."""

EXIT_CODES = {"succeeded": 0, "failed": 1, "timed-out": 124, "cancelled": 130}
MISUSED = 2
ORPHANED = 75


def main(arguments):
    """Never returns. Leaves at once: nothing is buffered, and taking the interpreter down costs milliseconds."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr, flush=True)
        os._exit(MISUSED)
    os._exit(_run(arguments[0]))


def _run(path):
    supervisor = Supervisor(lifeline=0 if os.environ.get("AUTOML_LIFELINE") == "stdin" else None)
    log = Log(descriptor=1)
    descriptor = os.environ.get("AUTOML_CONTROL_FD")
    control = Control(int(descriptor) if descriptor else None, log)
    if not descriptor:
        log.masker.add({FRAME})
    try:
        result = _result(path, supervisor, control, log)
        control.send("result", result=result.document(log.masker))
    except Stopped:
        return ORPHANED
    return EXIT_CODES[result.state]


def _result(path, supervisor, control, log):
    try:
        return Step(read_spec(path), supervisor, control, log).run()
    except SpecError as error:
        return _failed(str(error))
    except Stopped:
        raise
    except Exception as error:
        import traceback

        text = log.masker.text(traceback.format_exc())
        print(text, file=sys.stderr, flush=True)
        return _failed(f"the step agent itself failed: {type(error).__name__}: {error}")


def _failed(reason):
    result = Result()
    result.end("failed", reason)
    return result
