"""A service with answers of all kinds: what came, who answers, many bytes, an error, an answer in two parts."""

import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, "text/plain", os.environ["HOSTNAME"].encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.headers.get("Content-Type", "")
        if self.path == "/many":
            self.answer(200, "application/octet-stream", bytes(range(256)) * 8_000)
        elif self.path == "/wrong":
            self.answer(422, "application/json", b'{"detail": "x is missing"}')
        elif self.path == "/late":
            time.sleep(1)
            self.answer(200, kind, body)
        else:
            self.answer(200, kind, body, {"X-Asked": self.path, "X-Extra": self.headers.get("X-Extra", "")})

    def answer(self, status, kind, body, more=None):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("", 5000), Handler).serve_forever()
