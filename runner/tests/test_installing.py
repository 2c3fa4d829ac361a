"""The settings of pip on this machine and in the file reach uv and pip; what they say becomes one sentence."""

import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

import support
from agent.ending import Failure
from agent.index import Index
from agent.pip_wheel import newest_wheel
from agent.requirements import Requirements

PYTHON = {"index": None, "extra_index": [], "ca": None, "proxy": None, "offline": False}
NO_FILES = {"PIP_CONFIG_FILE": os.devnull}


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="automl-index-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


class IndexSettings(Folder):
    def index(self, variables=None, **python):
        self.variables = {**NO_FILES, **(variables or {})}
        return Index({**PYTHON, **python}, self.folder, self.variables, self.folder)

    def set_by(self, index, tool):
        """What is set for the tool beyond what was there, and its arguments."""
        variables, arguments = getattr(index, "for_" + tool)()
        new = {name: value for name, value in variables.items() if self.variables.get(name) != value}
        return {name: value for name, value in new.items() if name not in ("UV_NO_PROGRESS", "NO_COLOR")}, arguments

    def test_nothing_set_leaves_uv_alone(self):
        self.assertEqual(self.set_by(self.index(), "uv"), ({}, []))

    def test_pip_s_variables_reach_uv(self):
        index = self.index(
            {
                "PIP_INDEX_URL": "https://a/simple",
                "PIP_EXTRA_INDEX_URL": "https://b/simple https://c/simple",
                "PIP_CERT": "/ca.pem",
                "PIP_DEFAULT_TIMEOUT": "180",
                "PIP_TIMEOUT": "42",
                "PIP_FIND_LINKS": f"{self.folder} /not/there https://links",
                "PIP_NO_INDEX": "yes",
                "PIP_TRUSTED_HOST": "a b",
                "PIP_PRE": "1",
                "PIP_ONLY_BINARY": "x,y",
            }
        )
        variables, arguments = self.set_by(index, "uv")
        self.assertEqual(
            variables,
            {
                "UV_INDEX_URL": "https://a/simple",
                "UV_EXTRA_INDEX_URL": "https://b/simple https://c/simple",
                "UV_INDEX_STRATEGY": "unsafe-best-match",
                "SSL_CERT_FILE": "/ca.pem",
                "UV_HTTP_TIMEOUT": "42",
            },
        )
        self.assertEqual(
            " ".join(arguments),
            f"--find-links {self.folder} --find-links https://links --allow-insecure-host a --allow-insecure-host b"
            " --only-binary x --only-binary y --prerelease allow --no-index",
        )

    def test_a_configuration_file_is_read_and_variables_win_over_it(self):
        path = self.write(
            "pip.conf",
            "[global]\nindex_url = https://conf\ncert = /conf.pem\n[install]\nextra-index-url =\n  https://x\n  https://y\n",
        )
        index = self.index({"PIP_CONFIG_FILE": path, "PIP_CERT": "/variable.pem"})
        variables, _ = self.set_by(index, "uv")
        self.assertEqual(variables["UV_INDEX_URL"], "https://conf")
        self.assertEqual(variables["UV_EXTRA_INDEX_URL"], "https://x https://y")
        self.assertEqual(variables["SSL_CERT_FILE"], "/variable.pem")

    def test_a_user_s_file_is_found_at_home(self):
        self.write(".config/pip/pip.conf", "[global]\nindex-url = https://home\n")
        self.variables = {"HOME": self.folder}
        index = Index(PYTHON, self.folder, self.variables, self.folder)
        self.assertEqual(index.options["index-url"], "https://home")

    def test_a_broken_file_is_passed_over(self):
        path = self.write("pip.conf", "index-url = https://no-section\n")
        self.assertNotIn("index-url", self.index({"PIP_CONFIG_FILE": path}).options)

    def test_the_file_of_the_workflow_wins_for_both(self):
        index = self.index(
            {"PIP_INDEX_URL": "https://machine", "UV_INDEX_URL": "https://uv", "HTTPS_PROXY": "http://old"},
            index="https://file",
            extra_index=["https://e1", "https://e2"],
            ca="certs/ca.pem",
            proxy="http://proxy:3128",
            offline=True,
        )
        variables, arguments = index.for_uv()
        self.assertEqual(variables["UV_INDEX_URL"], "https://file")
        self.assertEqual(variables["UV_EXTRA_INDEX_URL"], "https://e1 https://e2")
        self.assertEqual(variables["SSL_CERT_FILE"], os.path.join(self.folder, "certs/ca.pem"))
        self.assertEqual((variables["HTTPS_PROXY"], variables["http_proxy"]), ("http://proxy:3128",) * 2)
        self.assertEqual(arguments, ["--offline"])
        variables, arguments = index.for_pip()
        self.assertEqual(variables["PIP_INDEX_URL"], "https://file")
        self.assertEqual(variables["PIP_EXTRA_INDEX_URL"], "https://e1 https://e2")
        self.assertEqual(variables["PIP_CERT"], os.path.join(self.folder, "certs/ca.pem"))
        self.assertEqual((variables["PIP_PROXY"], arguments), ("http://proxy:3128", ["--no-index"]))

    def test_uv_s_own_settings_stay(self):
        index = self.index({"PIP_INDEX_URL": "https://pip", "UV_DEFAULT_INDEX": "https://uv", "UV_HTTP_TIMEOUT": "7"})
        self.assertEqual(self.set_by(index, "uv"), ({}, []))

    def test_the_machine_s_ca_reaches_both(self):
        index = self.index({"REQUESTS_CA_BUNDLE": "/machine.pem"})
        self.assertEqual(index.for_uv()[0]["SSL_CERT_FILE"], "/machine.pem")
        self.assertEqual(index.for_pip()[0]["PIP_CERT"], "/machine.pem")

    def test_pip_does_not_install_elsewhere(self):
        variables, _ = self.index({"PIP_TARGET": "/x", "PIP_USER": "1", "PIP_PREFIX": "/y"}).for_pip()
        self.assertEqual(
            (variables["PIP_USER"], "PIP_TARGET" in variables, "PIP_PREFIX" in variables), ("0", False, False)
        )

    def test_a_new_password_is_no_new_environment_but_a_new_index_is(self):
        def fingerprint(url):
            return self.index({"PIP_INDEX_URL": url}).fingerprint()

        self.assertEqual(fingerprint("https://bob:1@host/simple"), fingerprint("https://bob:2@host/simple"))
        self.assertNotEqual(fingerprint("https://host/simple"), fingerprint("https://host/other"))


class RequirementFiles(Folder):
    def requirements(self, text):
        self.write("requirements.txt", text)
        return Requirements(self.folder, "requirements.txt")

    def test_what_counts_as_empty(self):
        for text in ("", "# x\n", "--index-url https://x\n", "-c limits.txt\n", "  \n"):
            self.write("limits.txt", "numpy<2\n")
            self.assertTrue(self.requirements(text).empty, text)
        for text in ("numpy", "-r https://host/r.txt", "-e git+https://host/x", "x @ https://host/x.whl"):
            self.assertFalse(self.requirements(text).empty, text)

    def test_folders_make_an_environment_private(self):
        os.mkdir(os.path.join(self.folder, "pkg"))
        for text in ("-e .", "./pkg", "--editable=pkg/", "./pkg[extra] ; python_version > '3'", "x @ ./pkg"):
            self.assertTrue(self.requirements(text).private, text)
        for text in ("pkg", "./missing", "numpy>=1 # ./pkg", "-e git+https://host/x"):
            self.assertFalse(self.requirements(text).private, text)

    def test_an_archive_decides_by_its_bytes(self):
        self.write("dist/tiny-1.0-py3-none-any.whl", "one")
        found = self.requirements("./dist/tiny-1.0-py3-none-any.whl\n")
        self.assertEqual(found.files[1], ("./dist/tiny-1.0-py3-none-any.whl", b"one"))
        self.assertFalse(found.private)

    def test_includes_are_followed_once_and_from_their_own_folder(self):
        self.write("a/one.txt", "-rtwo.txt\n--requirement=../requirements.txt\n")
        self.write("a/two.txt", "x\n")
        names = [name for name, _ in self.requirements("-r a/one.txt\nnumpy \\\n  >= 1\n").files]
        self.assertEqual(names, ["requirements.txt", "a/one.txt", "a/two.txt"])

    def test_a_missing_include_is_named(self):
        with self.assertRaisesRegex(
            Failure, "the requirements file no.txt, which requirements.txt names, can't be read"
        ):
            self.requirements("-c no.txt")


class FetchingPip(Folder):
    def serve(self, links):
        """A simple index with one project page."""
        self.write("pip/index.html", "".join(f'<a href="{href}" {more}>x</a>' for href, more in links))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _quiet(self.folder))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/"

    def fetch(self, index):
        program = os.path.join(support.RUNNER, "agent", "pip_wheel.py")
        environment = {"PATH": os.environ["PATH"], "PIP_INDEX_URL": index}
        out = os.path.join(self.folder, "out")
        done = subprocess.run(
            [sys.executable, "-I", program, out], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        folder = os.path.join(out, "pip-{}.{}".format(*sys.version_info))
        return done.stdout.decode(), sorted(os.listdir(folder)) if os.path.isdir(folder) else []

    def test_the_newest_release_for_this_python_is_fetched_and_verified(self):
        for version in ("9.0", "10.0", "11.0"):
            self.write(f"files/pip-{version}-py3-none-any.whl", "wheel " + version)
        digest = hashlib.sha256(b"wheel 10.0").hexdigest()
        index = self.serve(
            [
                ("../files/pip-9.0-py3-none-any.whl", ""),
                (f"../files/pip-10.0-py3-none-any.whl#sha256={digest}", 'data-requires-python="&gt;=3.6"'),
                ("../files/pip-11.0-py3-none-any.whl", 'data-requires-python="&gt;=3.99"'),
            ]
        )
        self.assertEqual(self.fetch(index), ("", ["pip-10.0-py3-none-any.whl"]))

    def test_a_wrong_or_missing_hash_is_refused(self):
        self.write("files/pip-9.0-py3-none-any.whl", "wheel")
        for fragment in ("", "#sha256=" + "0" * 64):
            index = self.serve([("../files/pip-9.0-py3-none-any.whl" + fragment, "")])
            said, found = self.fetch(index)
            self.assertIn("pip's wheel does not have the hash that the index names", said)
            self.assertEqual(found, [])

    def test_yanked_and_unfinished_releases_are_passed_over(self):
        page = (
            '<a href="pip-3.0-py3-none-any.whl" data-yanked="bad">x</a><a href="pip-2.0b1-py3-none-any.whl">x</a>'
            '<a href="pip-1.0.tar.gz">x</a><a href="pip-0.5-py2.py3-none-any.whl#sha256=1">x</a>'
        )
        self.assertEqual(newest_wheel(page, (3, 8)), "pip-0.5-py2.py3-none-any.whl#sha256=1")
        self.assertIsNone(newest_wheel("", (3, 8)))


def _quiet(folder):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def log_message(self, *_):
            pass

    return Handler


if __name__ == "__main__":
    unittest.main()
