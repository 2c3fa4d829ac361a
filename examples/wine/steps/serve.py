"""Answer POST /predict, a JSON object with the measurements of one wine, with its class. GET /health says "ok"."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import automl
import joblib

saved = joblib.load(automl.input("model", "out/best.joblib"))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/health":
            self.answer(200, {"status": "ok"})
        else:
            self.answer(404, {"error": "ask GET /health or POST /predict"})

    def do_POST(self):
        if self.path != "/predict":
            return self.answer(404, {"error": "ask GET /health or POST /predict"})
        try:
            wine = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            row = [float(wine[name]) for name in saved["features"]]
            predicted = saved["model"].predict([row])[0]
        except KeyError as missing:
            return self.answer(400, {"error": f"measurement {missing} is missing"})
        except (TypeError, ValueError) as error:
            return self.answer(400, {"error": f"send a JSON object of numbers: {error}"})
        self.answer(200, {"class": str(predicted)})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


port = int(os.environ.get("PORT", 5000))
print(f"serving on port {port}", flush=True)
ThreadingHTTPServer(("", port), Handler).serve_forever()
