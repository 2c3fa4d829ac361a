"""The supervisor: pumps a child's output while it watches all that may end it early."""

import os
import select
import signal
from time import monotonic

from .ending import Stopped

BLOCK = 64 * 1024
SILENCE = 0.2  # seconds that a process which survived its parent may keep the pipe without printing
SURVIVOR_BYTES = 1024 * 1024  # and what it may print: more than a pipe holds
SURVIVOR_SECONDS = 1.0  # and how long it is waited for in all: what was printed before lies in the pipe already


class Supervisor:
    """Holds the signal handlers and the lifeline. One for the whole life of the agent."""

    def __init__(self, lifeline=None):
        """`lifeline` is a descriptor whose end of file means that the driver died."""
        self.stops = 0
        self.orphaned = False
        self._lifeline = lifeline
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._waker, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only wakes the poll

    def check(self):
        """Raises Stopped when the step is to end; long work without a child calls it now and then."""
        cause = self._stopped(None)
        if cause is None and self._lifeline is not None:
            self._poll(None, None, 0)
            cause = self._stopped(None)
        if cause:
            raise Stopped(cause)

    def pause(self, seconds):
        """Sleeps; wakes early, with Stopped, when the step is to end."""
        self._poll(None, None, seconds)
        self.check()

    def wake(self):
        """Makes `follow` look again. May be called from another thread."""
        os.write(self._waker, b"\0")

    def follow(self, child, sink, grace, deadline=None, probe=None):
        """Pumps until the child has ended, and says why it was ended early.

        That is 'cancelled', 'timed-out' (after `deadline`, on the monotonic clock), 'orphaned', or what `probe`
        returned, which is asked each time something moved; None when the child ended by itself. A child is
        ended by TERM, and KILL after `grace` seconds, or at once on a second signal.
        """
        cause, kill_at = None, None
        while not child.reap():
            if cause is None:
                cause = self._stopped(deadline) or (probe() if probe else None)
                if cause:
                    child.signal(signal.SIGTERM)
                    kill_at = monotonic() + grace
            if kill_at is not None and (monotonic() >= kill_at or self.stops > 1 or self.orphaned):
                child.signal(signal.SIGKILL)
                kill_at = None
            self._poll(child, sink, _seconds_to(kill_at if cause else deadline))
        return cause

    def drain(self, child, sink):
        """Takes what is left in the pipe of a child that ended, and writes all that waits."""
        end, waited = child.bytes_read + SURVIVOR_BYTES, 0.0
        while child.output is not None and child.bytes_read < end and not self._hopeless():
            before, held_back = monotonic(), sink.pending
            if not self._poll(child, sink, SILENCE) and not sink.pending:
                break
            waited += 0.0 if held_back else monotonic() - before
            if waited >= SURVIVOR_SECONDS:
                break
        child.close_output()
        sink.finish()
        while sink.pending and not self._hopeless():
            self._poll(child, sink, None)

    def _hopeless(self):
        return self.orphaned or self.stops > 1

    def _stop(self, *_):
        self.stops += 1

    def _stopped(self, deadline):
        if self.orphaned:
            return "orphaned"
        if self.stops:
            return "cancelled"
        return "timed-out" if deadline is not None and monotonic() >= deadline else None

    def _poll(self, child, sink, seconds):
        """Waits for whatever comes first and moves data. Returns whether anything came in time."""
        poller = select.poll()
        poller.register(self._wake, select.POLLIN)
        if self._lifeline is not None:
            poller.register(self._lifeline, select.POLLIN)
        # A log that nobody reads holds the code back, as a pipe would.
        if sink is not None and sink.pending:
            poller.register(sink.descriptor, select.POLLOUT)
        elif child is not None and child.output is not None:
            poller.register(child.output, select.POLLIN)
        events = poller.poll(None if seconds is None else seconds * 1000 + 1)
        for descriptor, _ in events:
            if descriptor == self._wake:
                os.read(self._wake, BLOCK)
            elif descriptor == self._lifeline:
                self._feel_lifeline()
            elif child is not None and descriptor == child.output:
                data = child.read(BLOCK)
                if data:
                    sink.feed(data)
            else:
                self._push(sink)
        return bool(events)

    def _feel_lifeline(self):
        try:
            alive = os.read(self._lifeline, BLOCK) != b""
        except OSError:
            alive = False
        if not alive:
            self.orphaned, self._lifeline = True, None

    def _push(self, sink):
        try:
            sink.push()
        except OSError as error:
            sink.drop()  # also where a log file's disk is full: that is no reason to stop the code
            self.orphaned = self.orphaned or isinstance(error, ConnectionError)


def _seconds_to(moment):
    return None if moment is None else max(0.0, moment - monotonic())
