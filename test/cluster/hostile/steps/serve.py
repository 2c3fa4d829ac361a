from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404 if self.path == "/health" else 200)
        self.end_headers()
        self.wfile.write(b"hello")


HTTPServer(("", 8000), Handler).serve_forever()
