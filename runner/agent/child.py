"""A child process in a session of its own, its standard output and error in one pipe."""

import os
import signal


class Child:
    """A running process. `output` is the reading end of its pipe, None after its end; `bytes_read` counts."""

    def __init__(self, pid, output):
        self.pid = pid
        self.output = output
        self.bytes_read = 0
        self.status = None

    def reap(self):
        """Whether the process has ended; then `status` is its exit code, or minus the signal that killed it."""
        while self.status is None:
            try:
                # Any child: in a container the agent may be process 1, which inherits orphans.
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                self.status = 255  # somebody else reaped it; nothing better is known
                break
            if pid == 0:
                return False
            if pid == self.pid:
                self.status = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return True

    def signal(self, number):
        """Signals the whole process group. A group that is gone already is no error."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            pass

    def read(self, most):
        """Reads from the pipe, blocking; closes it at its end."""
        data = os.read(self.output, most)
        self.bytes_read += len(data)
        if not data:
            self.close_output()
        return data

    def close_output(self):
        if self.output is not None:
            os.close(self.output)
            self.output = None


def spawn(argv, environment, directory):
    """Starts a program. Raises OSError, as exec gave it, when it can't be started."""
    output, output_end = os.pipe()
    failure, failure_end = os.pipe()  # closes by itself when exec succeeds
    pid = os.fork()
    if pid == 0:
        _become(argv, environment, directory, output_end, failure_end)
    os.close(output_end)
    os.close(failure_end)
    code = os.read(failure, 16)
    os.close(failure)
    if code:
        os.close(output)
        os.waitpid(pid, 0)
        raise OSError(int(code), os.strerror(int(code)), argv[0])
    return Child(pid, output)


def _become(argv, environment, directory, output, failure):
    """In the child: turns into the program. Never returns."""
    try:
        os.setsid()
        for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE", "SIGXFSZ"):  # Python ignores the last two
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        os.chdir(directory)
        null = os.open(os.devnull, os.O_RDONLY)
        for number, source in enumerate((null, output, output)):
            os.dup2(source, number)
        os.execvpe(argv[0], argv, environment)
    except OSError as error:
        os.write(failure, str(error.errno or 0).encode())
    finally:
        os._exit(127)
