import http.server
import os
import pathlib

letter = pathlib.Path(os.environ["AUTOML_INPUTS"], "letter").read_bytes()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(letter)


http.server.HTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
