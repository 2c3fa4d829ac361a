"""A package index as companies have it: HTTPS with a certificate of its own, and a password."""

import base64
import hashlib
import http.server
import os
import ssl
import subprocess
import threading
import zipfile

from packages import make_wheel

# Enough of pip to install one wheel from the index: what images without pip are given in the tests.
TINY_PIP = """
import base64, io, os, ssl, sys, urllib.parse, urllib.request, zipfile
index = urllib.parse.urlsplit(os.environ["PIP_INDEX_URL"])
user_info, _, host = index.netloc.rpartition("@")
request = urllib.request.Request("https://" + host + "/files/tiny-1.0-py3-none-any.whl")
token = base64.b64encode(urllib.parse.unquote(user_info).encode()).decode()
request.add_header("Authorization", "Basic " + token)
context = ssl.create_default_context(cafile=os.environ["PIP_CERT"])
wheel = urllib.request.urlopen(request, context=context).read()
zipfile.ZipFile(io.BytesIO(wheel)).extractall([p for p in sys.path if p.startswith(sys.prefix) and "site-" in p][0])
"""


class PrivateIndex:
    """Serves `tiny` and `pip` to who knows user and password; `asked` are the paths of good requests."""

    def __init__(self, folder, user, password):
        self.folder = folder
        self.asked = []
        self.refused = 0
        self.certificate = os.path.join(folder, "ca.pem")
        files = os.path.join(folder, "www", "files")
        make_wheel(files, "tiny")
        with zipfile.ZipFile(os.path.join(files, "pip-99.0-py3-none-any.whl"), "w") as wheel:
            wheel.writestr("pip/__init__.py", "")
            wheel.writestr("pip/__main__.py", TINY_PIP)
        for name in os.listdir(files):
            self._page(files, name)
        self._serve("Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())

    @property
    def address(self):
        return f"https://localhost:{self._server.server_port}/simple/"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _page(self, files, name):
        with open(os.path.join(files, name), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        folder = os.path.join(self.folder, "www", "simple", name.partition("-")[0])
        os.makedirs(folder)
        with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as page:
            page.write(f'<!DOCTYPE html><a href="../../files/{name}#sha256={digest}">{name}</a>')

    def _certify(self):
        """Makes a CA and with it a certificate of the server; returns the server's key and certificate."""
        ca_key, key, request, chain = (os.path.join(self.folder, name) for name in ("ca.key", "key", "csr", "crt"))
        extensions = os.path.join(self.folder, "extensions")
        with open(extensions, "w", encoding="ascii") as file:
            file.write("subjectAltName=DNS:localhost\nauthorityKeyIdentifier=keyid\n")
        new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        usage = ["-addext", "keyUsage=critical,keyCertSign"]
        for command in (
            ["req", "-x509", *new, "-subj", "/CN=Our CA", *usage, "-keyout", ca_key, "-out", self.certificate],
            ["req", *new, "-subj", "/CN=localhost", "-keyout", key, "-out", request],
            ["x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", ca_key, "-CAcreateserial"]
            + ["-days", "2", "-extfile", extensions, "-out", chain],
        ):
            subprocess.run(["openssl", *command], check=True, stderr=subprocess.DEVNULL)
        return key, chain

    def _serve(self, expected):
        key, chain = self._certify()
        index = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=os.path.join(index.folder, "www"))

            def do_GET(self):
                if self.headers.get("Authorization") == expected:
                    index.asked.append(self.path)
                    super().do_GET()
                    return
                index.refused += 1
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="packages"')
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
