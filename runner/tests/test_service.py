"""Services: awaited on their port, asked whether they are well, smoke-tested, and then supervised."""

import os
import socket
import unittest

from support import StepTest

SERVER = """
import http.server, json, os, signal, sys, time

class Handler(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Handler.asked += 1
        self.answer(200 if Handler.asked > 2 else 503, "well")
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        print("x" * 200_000, flush=True)  # more than a pipe holds, while the answer is awaited
        if "crash" in body:
            os._exit(9)
        self.answer(500 if "bad" in body else 200, json.dumps({"prediction": body}))
    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())
    def log_message(self, *_):
        pass

with open(os.environ["AUTOML_METRICS"], "w") as file:
    file.write('{"load": 1}\\n')
time.sleep(0.2)
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever(0.02)
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Services(StepTest):
    def setUp(self):
        super().setUp()
        self.port = free_port()

    def serve(self, code=SERVER, health=None, smoke=None, min_ready=0, **fields):
        service = {"port": self.port, "watch": "agent", "health": health, "min_ready": min_ready, "smoke": smoke}
        return self.start(code, service=service, **fields)

    def smoke(self, body, **expected):
        return {"path": "/predict", "method": "POST", "body": body, "status": 200, **expected}

    def test_it_is_ready_when_it_listens_and_ends_well_when_it_is_stopped(self):
        step = self.serve()
        step.wait_for_event("ready")
        ready = step.messages[-1]["result"]
        expected = {"url": f"http://127.0.0.1:{self.port}", "smoke": None}
        self.assertEqual((ready["state"], ready["reason"], ready["service"]), ("succeeded", None, expected))
        self.assertEqual(ready["metrics"], {"load": 1})
        step.process.terminate()
        ended = step.end()
        result = self.assert_succeeded(ended)
        self.assertEqual((result["reason"], result["service"]), (None, expected))
        self.assertEqual((ended.events, ended.status), (["running", "ready", "result"], 0))

    def test_one_that_opens_its_port_and_then_fails_to_load_was_never_ready(self):
        code = "import os, socket, time\ns = socket.socket()\ns.bind(('127.0.0.1', int(os.environ['PORT'])))\ns.listen()\n"
        step = self.serve(code + "time.sleep(0.3)\nraise ImportError('no app')\n", min_ready=5)
        ended = step.end()
        self.assertNotIn("ready", ended.events)
        self.assertIn("exited with 1 before it had been ready for 5 s", ended.result["reason"])

    def test_health_and_smoke_test_come_first(self):
        step = self.serve(health="/health", smoke=self.smoke({"x": 1}, contains='"prediction": {"x": 1}'))
        step.wait_for_event("ready")
        smoke = step.messages[-1]["result"]["service"]["smoke"]
        self.assertEqual((smoke["status"], smoke["body"]), (200, '{"prediction": {"x": 1}}'))
        self.assertGreater(smoke["milliseconds"], 0)
        step.process.terminate()
        self.assert_succeeded(step.end())

    def test_a_wrong_status_of_the_smoke_test_fails(self):
        ended = self.serve(smoke=self.smoke({"bad": "y" * 500})).end()
        beginning = '{"prediction": {"bad": "' + "y" * 500
        self.assert_failed(ended, f"smoke test POST /predict answered 500 instead of 200: {beginning[:200]}")
        self.assertIsNone(ended.result["service"])

    def test_a_wrong_answer_of_the_smoke_test_fails(self):
        ended = self.serve(smoke=self.smoke({}, contains="class_1")).end()
        self.assert_failed(ended, 'smoke test POST /predict answered without "class_1": {"prediction": {}}')

    def test_a_crash_in_the_smoke_test_fails(self):
        ended = self.serve(smoke=self.smoke({"crash": 1})).end()
        self.assert_failed(ended, "exited with 9 before it answered its smoke test POST /predict")

    def test_an_answer_that_is_no_http_fails(self):
        code = """
            import os, socket
            server = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
            while True:
                connection, _ = server.accept()
                connection.sendall(b"hello\\n")
                connection.close()
        """
        ended = self.serve(code, smoke=self.smoke({})).end()
        self.assertEqual(ended.result["state"], "failed")
        self.assertTrue(ended.result["reason"].startswith("smoke test POST /predict got no answer: "), ended.result)

    def test_an_exit_before_it_is_ready_fails_with_the_error(self):
        ended = self.serve("import nope_not_there").end()
        self.assert_failed(
            ended,
            f"exited with 1 before it listened on port {self.port}: ModuleNotFoundError in step.py:1:"
            " No module named 'nope_not_there' (is it in requirements.txt?)",
        )
        self.assertEqual(ended.result["place"]["line"], 1)
        ended = self.serve("print('bye')").end()
        self.assert_failed(ended, f"exited with 0 before it listened on port {self.port}")
        ended = self.serve("import os\nos.kill(os.getpid(), 11)").end()
        reason = f"ended before it listened on port {self.port}: it was killed by SIGSEGV (segmentation fault)"
        self.assert_failed(ended, reason)

    def test_one_that_never_listens_fails_with_the_start_timeout(self):
        ended = self.serve("import time\ntime.sleep(60)", start_timeout=0.5).end()
        self.assert_failed(ended, f"did not listen on port {self.port} within 0.5 s (start_timeout)")

    def test_one_that_never_gets_well_fails_with_the_last_answer(self):
        ended = self.serve(SERVER.replace("> 2", "> 1000"), health="/health", start_timeout=1).end()
        self.assert_failed(ended, "GET /health did not answer 2xx within 1 s (start_timeout); the last answer was 503")

    def test_an_exit_after_it_was_ready_fails(self):
        code = SERVER.replace(
            "http.server.HTTP", "import threading\nthreading.Timer(0.8, os._exit, [1]).start()\nhttp.server.HTTP"
        )
        ended = self.serve(code).end()
        self.assert_failed(ended, "the service exited with code 1 after it was ready")
        self.assertEqual(ended.events, ["running", "ready", "result"])

    def test_a_port_that_is_taken_is_told_before_the_start(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port))
            other.listen()
            ended = self.serve("print('ran')").end()
        self.assert_failed(ended, f"port {self.port} is already in use on this machine")
        self.assertEqual(ended.text, "")

    def test_one_that_is_stopped_before_it_is_ready_is_cancelled(self):
        step = self.serve("import time\nprint('up', flush=True)\ntime.sleep(60)")
        step.wait_for_log("up")
        step.process.terminate()
        self.assert_state(step.end(), "cancelled", "was cancelled")

    def test_a_service_has_no_timeout(self):
        step = self.serve(timeout=0.1)
        step.wait_for_event("ready")
        os.kill(step.process.pid, 0)
        step.process.terminate()
        self.assert_succeeded(step.end())


if __name__ == "__main__":
    unittest.main()
