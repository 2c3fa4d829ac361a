"""Requirements from an index with a password and a certificate of its own, in images that lack what others have."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from pods import PodTest, packed_runner
from private_index import PrivateIndex
from support import RUNNER

from agent.bare_venv import make_bare_venv
from agent.credentials import with_credentials

USER = "robot+ci"
PASSWORD = "p@ss/w:rd%41 &#?"
ENCODED = "robot%2Bci:p%40ss%2Fw%3Ard%2541%20%26%23%3F"


class FromThePod(PodTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="automl-private-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.index = PrivateIndex(cls.folder, USER, PASSWORD)
        cls.addClassCleanup(cls.index.close)

    def setUp(self):
        super().setUp()
        self.index.asked.clear()
        with open(self.index.certificate, encoding="ascii") as file:
            self.write("certs/ca.pem", file.read())
        self.write("requirements.txt", "tiny\n")

    def install(self, code="import tiny\nprint(tiny.version)", environ=None, python=sys.executable, **settings):
        credentials = {"AUTOML_INDEX_USERNAME": USER, "AUTOML_INDEX_PASSWORD": PASSWORD}
        environ = {**credentials, "PATH": "/usr/bin:/bin", "PIP_CONFIG_FILE": os.devnull, **(environ or {})}
        self.python = python
        fields = {"index": self.index.address, "extra_index": [], "ca": "certs/ca.pem", "proxy": None, "offline": False}
        ended = self.run_pod(code, environ=environ, requirements="requirements.txt", python={**fields, **settings})
        for secret in (PASSWORD, ENCODED, ENCODED.partition(":")[2]):
            self.assertNotIn(secret, ended.text + ended.termination.decode())
        return ended

    def start_container(self, argv, environ):
        return super().start_container([self.python, *argv[1:]], environ)

    def amend(self, texts):
        """Packs the runner with these texts added to its files."""
        runner = os.path.join(self.base, "runner")
        shutil.copytree(RUNNER, runner, ignore=shutil.ignore_patterns("__pycache__", "tests"))
        for path, text in texts.items():
            with open(os.path.join(runner, path), "a", encoding="utf-8") as file:
                file.write(text)
        self.inject("runner.json.gz", packed_runner(runner))

    def python_without_pip(self):
        folder = os.path.join(self.base, "image")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        return os.path.join(folder, "bin", "python")

    def test_credentials_and_certificate_reach_the_installer(self):
        ended = self.install()
        self.assert_succeeded(ended)
        self.assertEqual([message["event"] for message in ended.messages], ["installing", "running", "result"])
        self.assertEqual(ended.log, "1.0\n")
        self.assertIn("/files/tiny-1.0-py3-none-any.whl", self.index.asked)
        self.assertEqual(os.listdir(os.path.join(self.cache, "tools")), [])

    def test_an_image_without_pip_and_ensurepip_gets_pip_from_the_index(self):
        self.amend({"agent/installer.py": "\n\ndef _bundled_wheel():\n    return None\n"})
        ended = self.install(python=self.python_without_pip())
        self.assert_succeeded(ended)
        self.assertEqual(ended.log, "1.0\n")
        self.assertEqual(self.index.asked[:2], ["/simple/pip/", "/files/pip-99.0-py3-none-any.whl"])

    def test_an_image_without_the_module_venv_gets_an_environment_all_the_same(self):
        self.amend({"agent/bare_venv.py": "\n\ndef has_venv_module():\n    return False\n"})
        code = "import sys, tiny\nprint(tiny.version, sys.prefix != sys.base_prefix)"
        ended = self.install(code)
        self.assert_succeeded(ended)
        self.assertEqual(ended.log, "1.0 True\n")

    def test_a_wrong_password_is_what_it_is_called(self):
        for wrong in ("wrong-one", None):
            ended = self.install(environ={"AUTOML_INDEX_PASSWORD": wrong, "AUTOML_INDEX_USERNAME": wrong})
            host = self.index.address.split("/")[2]
            said = f"the package index {host} refuses access (401): check `python.credentials`"
            self.assert_failed(ended, f"requirements.txt could not be installed: {said}")

    def test_uv_is_asked_again_why_one_of_several_indexes_gave_nothing(self):
        hint = "hint: An index URL ($UV_INDEX_URL) could not be queried due to a lack of valid authentication"
        uv = os.path.join(self.base, "bin", "uv")
        os.mkdir(os.path.dirname(uv))
        with open(uv, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\n[ "$1" = --version ] && exit\necho "error: No solution found"\n')
            file.write('echo "  cause: Because tiny was not found in the package registry and you require tiny"\n')
            file.write(f'[ "$UV_INDEX_STRATEGY" != first-index ] || echo "{hint} credentials (401 Unauthorized)"\nexit 1\n')
        os.chmod(uv, 0o755)
        path = {"PATH": os.path.dirname(uv) + ":/usr/bin:/bin"}
        ended = self.install(environ=path, extra_index=["https://elsewhere/simple"])
        host = self.index.address.split("/")[2]
        said = f"the package index {host} refuses access (401): check `python.credentials`"
        self.assert_failed(ended, f"requirements.txt could not be installed: {said}")

    def test_a_certificate_that_nobody_knows_is_named(self):
        ended = self.install(ca=None, environ={"PIP_RETRIES": "0"})
        reason = "the package index's certificate is not trusted ("
        self.assertIn(reason, ended.result["reason"])
        self.assertIn("set `python.ca`", ended.result["reason"])

    def test_uv_gets_them_by_variables_that_only_it_sees(self):
        seen = os.path.join(self.base, "seen")
        uv = os.path.join(self.base, "bin", "uv")
        os.mkdir(os.path.dirname(uv))
        with open(uv, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\n[ "$1" = --version ] && exit\necho "$@" > {seen}; env >> {seen}\n')
            file.write('echo "error: $UV_INDEX_URL and $(whoami)" >&2; exit 2\n')
        os.chmod(uv, 0o755)
        port = self.index.address.split(":")[2].partition("/")[0]
        others = [f"https://localhost:{port}/other", "https://elsewhere/simple"]
        ended = self.install(environ={"PATH": os.path.dirname(uv) + ":/usr/bin:/bin"}, extra_index=others)
        with open(seen, encoding="utf-8") as file:
            arguments, *variables = file.read().split("\n")
        self.assertNotIn("p%40ss", arguments)
        self.assertIn(f"UV_INDEX_URL=https://{ENCODED}@localhost:{port}/simple/", variables)
        self.assertIn(
            f"UV_EXTRA_INDEX_URL=https://{ENCODED}@localhost:{port}/other https://elsewhere/simple", variables
        )
        self.assertIn(f"SSL_CERT_FILE={self.root}/certs/ca.pem", variables)
        self.assertFalse([line for line in variables if line.startswith("AUTOML_INDEX")])
        self.assertIn(f"install: error: https://***:***@localhost:{port}/simple/", ended.log)


class Addresses(unittest.TestCase):
    def filled(self, index, user="bob", password="pw", extra=()):
        variables = {"AUTOML_INDEX_USERNAME": user, "AUTOML_INDEX_PASSWORD": password}
        found = with_credentials({"index": index, "extra_index": list(extra), "ca": "x"}, variables)
        self.assertEqual(found["ca"], "x")
        return [found["index"], *found["extra_index"]]

    def test_only_the_index_s_own_host_gets_them(self):
        extra = ["http://host/simple", "https://host:8443/simple", "https://Host/b?x=1#y", "https://other/host"]
        found = self.filled("https://host/simple", extra=extra)
        self.assertEqual(found, ["https://bob:pw@host/simple", *extra[:2], "https://bob:pw@Host/b?x=1#y", extra[3]])

    def test_an_address_with_its_own_keeps_them(self):
        self.assertEqual(self.filled("https://own:secret@host/simple"), ["https://own:secret@host/simple"])

    def test_a_token_may_stand_alone(self):
        self.assertEqual(self.filled("https://host/", "tok/en", ""), ["https://tok%2Fen@host/"])

    def test_without_an_index_or_credentials_nothing_changes(self):
        self.assertEqual(self.filled(None, extra=["https://a"]), [None, "https://a"])
        self.assertEqual(self.filled("https://a", "", ""), ["https://a"])


class BareEnvironments(unittest.TestCase):
    def test_they_see_the_image_s_packages_only_when_told(self):
        folder = tempfile.mkdtemp(prefix="automl-venv-")
        self.addCleanup(shutil.rmtree, folder)
        program = "import sys; print(sys.prefix); print(*sys.path, sep='\\n')"
        for sees_system in (True, False):
            venv = os.path.join(folder, str(sees_system))
            make_bare_venv(venv, sees_system)
            python = os.path.join(venv, "bin", "python")
            prefix, *path = subprocess.check_output([python, "-I", "-c", program]).decode().split("\n")
            self.assertEqual(prefix, venv)
            packages = [entry for entry in path if entry.endswith("-packages")]
            own = os.path.join(venv, "lib", "python{}.{}".format(*sys.version_info), "site-packages")
            self.assertEqual(packages[0], own)
            self.assertEqual(len(packages) > 1, sees_system, packages)


if __name__ == "__main__":
    unittest.main()
