"""measure.py SECONDS LOG COMMAND...: runs it and prints its wall time, peak memory and exit code as JSON.

Node can't ask for the peak memory of a child; wait4(2) tells it, for the child and all that it waited for.
"""

import json
import os
import signal
import subprocess
import sys
import time

limit, log, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
with open(log, "wb") as output:
    started = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, usage = os.wait4(child.pid, 0)
    except KeyboardInterrupt:
        os.killpg(child.pid, signal.SIGTERM)
        raise
    seconds = time.perf_counter() - started

unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
print(
    json.dumps(
        {
            "seconds": seconds,
            "bytes": usage.ru_maxrss * unit,
            # as a shell would say it; os.waitstatus_to_exitcode() is of Python 3.9
            "exitCode": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status),
        }
    )
)
