"""What the agent does with its command line, its variables and its exit status."""

import os
import sys

from .control import FRAME, Control
from .ending import Failure, Stopped
from .log import Log
from .result import Result
from .spec import SpecError, read_spec
from .step import Step
from .supervisor import Supervisor
from .termination import write_termination

USAGE = """usage: python runner/agent SPEC.json

Runs one step. Its log goes to standard output. $AUTOML_CONTROL_FD is the descriptor for messages to the driver;
without it they are framed in the log. With AUTOML_LIFELINE=stdin, the end of standard input ends the step.
$AUTOML_TERMINATION is a file for a short form of the result, for the kubelet."""

EXIT_CODES = {"succeeded": 0, "failed": 1, "timed-out": 124, "cancelled": 130}
MISUSED = 2
ORPHANED = 75


def main(arguments):
    """Never returns. Leaves at once: nothing is buffered, and taking the interpreter down costs milliseconds."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr, flush=True)
        os._exit(MISUSED)
    descriptor = os.environ.get("AUTOML_CONTROL_FD")
    lifeline = 0 if os.environ.get("AUTOML_LIFELINE") == "stdin" else None
    os._exit(run(lambda _: read_spec(arguments[0]), int(descriptor) if descriptor else None, lifeline))


def run(prepare, descriptor=None, lifeline=None):
    """Runs the step whose spec `prepare(result)` returns, tells how it ended, and returns the exit status.

    Messages go to `descriptor`, or framed to the log; the end of `lifeline` means that the driver died.
    """
    try:
        ended = Agent(descriptor, lifeline).run(prepare)
    except Stopped:
        return ORPHANED
    termination = os.environ.get("AUTOML_TERMINATION")
    if termination:
        write_termination(termination, ended.line, ended.document)
    return ended.status


class Ended:
    """How a step ended: the exit status that says it, the result document, and the JSON of the message with it."""

    def __init__(self, status, document, line):
        self.status = status
        self.document = document
        self.line = line


class Agent:
    """What all steps of this process share: the log, the messages, what may end them early."""

    def __init__(self, descriptor=None, lifeline=None):
        self.supervisor = Supervisor(lifeline)
        self.log = Log(descriptor=1)
        self.control = Control(descriptor, self.log)
        if descriptor is None:
            self.log.masker.add({FRAME})

    def run(self, prepare):
        """Runs one step, and tells how it ended. Raises Stopped when the driver is gone."""
        result = Result()
        status = self._fill(result, prepare)
        document = result.document(self.log.masker)
        line = self.control.send("result", result=document)
        return Ended(EXIT_CODES[result.state] if status is None else status, document, line)

    def _step(self, spec, result):
        if spec.preparation is None:
            return Step(spec, self.supervisor, self.control, self.log, result)
        from .preparation import Preparation

        return Preparation(spec, self.supervisor, self.control, self.log, result)

    def _fill(self, result, prepare):
        """Whatever happens, the result says it. Returns the exit status, None: that of the state."""
        try:
            step = self._step(prepare(result), result)
            step.run()
            return step.exit_status
        except (SpecError, Failure) as error:
            result.end("failed", str(error))
        except Stopped:
            raise
        except Exception as error:
            import traceback

            text = self.log.masker.text(traceback.format_exc())
            print(text, file=sys.stderr, flush=True)
            result.end("failed", f"the step agent itself failed: {type(error).__name__}: {error}")
        return None
