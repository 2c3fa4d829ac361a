"""Services: from the start of the code until it answers, and its smoke test."""

import threading
from time import monotonic, sleep

PAUSE = 0.05  # seconds between two attempts to reach it
ATTEMPT = 2.0  # seconds that one health check may take
LAST_WORDS = 0.5  # seconds
BODY = 2000  # characters kept of an answer
QUOTED = 200  # characters of it shown in a reason
HOST = "127.0.0.1"


class Probe:
    """Waits for a service in a thread, so that its log flows on meanwhile.

    After the thread has ended, `endpoint` describes the service that is ready, or `failure` says why it is not.
    `phase` says what is awaited: 'listen', 'health', 'settle' or 'smoke'.
    """

    def __init__(self, service, deadline, start_timeout, wake):
        self.endpoint = None
        self.failure = None
        self.phase = "listen"
        self._service = service
        self._port = service["port"]
        self._deadline = deadline
        self._limit = f"within {start_timeout:g} s (start_timeout)"
        self._wake = wake
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self):
        self._thread.start()

    def awaited(self):
        """The end of a sentence that begins "exited with 1 before"."""
        return {
            "listen": f"it listened on port {self._port}",
            "health": f"GET {self._service['health']} answered",
            "settle": f"it had been ready for {self._service['min_ready']:g} s",
            "smoke": f"it answered its smoke test {self._smoke_name()}",
        }[self.phase]

    def _smoke_name(self):
        smoke = self._service["smoke"]
        return f"{smoke['method']} {smoke['path']}" if smoke else ""

    def _watch(self):
        try:
            smoke = None
            self.failure = self._await_port() or self._await_health()
            if not self.failure and self._service["min_ready"] > 0:
                self.phase = "settle"
                sleep(self._service["min_ready"])
            if not self.failure and self._service["smoke"]:
                self.phase = "smoke"
                smoke, self.failure = self._smoke(self._service["smoke"])
            if not self.failure:
                self.endpoint = {"url": f"http://{HOST}:{self._port}", "smoke": smoke}
        except Exception as error:  # a thread's exception is seen by nobody
            self.failure = f"the service can't be watched: {type(error).__name__}: {error}"
        self._wake()

    def _await_port(self):
        while not listens(self._port):
            if monotonic() >= self._deadline:
                return f"did not listen on port {self._port} {self._limit}"
            sleep(PAUSE)
        return None

    def _await_health(self):
        path = self._service["health"]
        if path is None:
            return None
        self.phase, last = "health", "there was no answer"
        while True:
            try:
                status, _ = ask(self._port, "GET", path, None, ATTEMPT)
                if 200 <= status < 300:
                    return None
                last = f"the last answer was {status}"
            except OSError as error:
                last = f"the last attempt ended with: {error}"
            if monotonic() >= self._deadline:
                return f"GET {path} did not answer 2xx {self._limit}; {last}"
            sleep(PAUSE)

    def _smoke(self, smoke):
        """The smoke test's answer, and the sentence about it when it is not as expected."""
        name = f"smoke test {self._smoke_name()}"
        started = monotonic()
        try:
            left = max(1.0, self._deadline - started)
            status, body = ask(self._port, smoke["method"], smoke["path"], smoke.get("body", _ABSENT), left)
        except OSError as error:
            sleep(LAST_WORDS)  # when the service is about to end, its own exit says more than a lost connection
            return None, f"{name} got no answer: {error}"
        answer = {"status": status, "milliseconds": round((monotonic() - started) * 1000, 1), "body": body[:BODY]}
        if status != smoke["status"]:
            return answer, f"{name} answered {status} instead of {smoke['status']}: {body[:QUOTED]}"
        if smoke.get("contains") is not None and smoke["contains"] not in body:
            return answer, f'{name} answered without "{smoke["contains"]}": {body[:QUOTED]}'
        return answer, None


_ABSENT = object()  # a body of null is a body


def listens(port):
    """Whether something on this machine accepts connections on the port."""
    import socket

    try:
        socket.create_connection((HOST, port), timeout=ATTEMPT).close()
        return True
    except OSError:
        return False


def ask(port, method, path, body, seconds):
    """One HTTP request; returns status and text. Raises OSError also where the answer is no HTTP."""
    import http.client
    import json

    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    data = None if body is None or body is _ABSENT else json.dumps(body).encode()
    try:
        connection.request(method, path, data, {"Content-Type": "application/json"} if data else {})
        answer = connection.getresponse()
        return answer.status, answer.read(1024 * 1024).decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise OSError(f"no proper HTTP answer ({type(error).__name__})") from error
    finally:
        connection.close()
