"""A service is prepared once; then its pods need neither the store nor an index that is still the same."""

import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import threading
import unittest

from packages import make_wheel
from pods import PodTest
from support import RUNNER

from agent.ending import Failure
from agent.lock import locked, pin
from agent.requirements import Requirements

SHOW = "import tiny, dep\nprint(tiny.version, dep.version)"
LINE = 16 * 1024  # bytes of a line that container runtimes keep in one piece, with the time before it


class Prepared(PodTest):
    """Installs with pip, from a folder of wheels, with nothing of this machine's settings."""

    def setUp(self):
        super().setUp()
        self.wheels = os.path.join(self.base, "wheels")
        make_wheel(self.wheels, "tiny", requires=["dep"])
        make_wheel(self.wheels, "dep", "2.0")
        self.environ = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": self.wheels,
            "PIP_NO_INDEX": "1",
            "PATH": "/usr/bin:/bin",
        }

    def prepare(self, lock=True, limit=None, **fields):
        fields.setdefault("environ", self.environ)
        if lock:
            fields.setdefault("requirements", "requirements.txt")
        return self.run_pod("print('ran')", preparation={"lock": lock, "inputs": limit}, **fields)

    def handed_over(self, ended):
        """The files by name, checked as the driver does."""
        self.assert_succeeded(ended)
        parts = [message for message in ended.messages if message["event"] == "part"]
        [prepared] = [message for message in ended.messages if message["event"] == "prepared"]
        files = {}
        for name in ("lock", "inputs"):
            data = b"".join(base64.b64decode(part["data"]) for part in parts if part["file"] == name)
            whole = prepared[name]
            if whole is not None:
                self.assertEqual(whole, {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
                files[name] = data
        return files, prepared["too_large"]

    def serve(self, code, lock=None, archive=None, **fields):
        """Runs the step from what was prepared, as a pod of the service does, without a store."""
        if lock is not None:
            self.inject("requirements.lock.000", lock[:5])
            self.inject("requirements.lock.001", lock[5:])
            fields.update(requirements="requirements.txt", lock=os.path.join(self.base, "injected/requirements.lock"))
        if archive is not None:
            self.inject("inputs.tgz.000", archive)
            folder = os.path.join(self.base, "work", "inputs")
            fields["packed"] = {"archive": os.path.join(self.base, "injected", "inputs.tgz"), "folder": folder}
        fields.setdefault("environ", self.environ)
        return self.run_pod(code, store=None, **fields)


class TheLock(Prepared):
    def test_it_names_all_packages_and_the_code_does_not_run(self):
        self.write("requirements.txt", "tiny>=1\n")
        ended = self.prepare()
        self.assertEqual(self.handed_over(ended), ({"lock": b"dep==2.0\ntiny==1.0\n"}, None))
        self.assertEqual([message["event"] for message in ended.messages], ["installing", "part", "prepared", "result"])
        self.assertEqual(ended.log, "")

    def test_what_is_newer_later_is_not_installed(self):
        self.write("requirements.txt", "tiny\n")
        files, _ = self.handed_over(self.prepare())
        make_wheel(self.wheels, "tiny", "1.5", requires=["dep"])
        make_wheel(self.wheels, "dep", "3.0")
        ended = self.serve(SHOW, **files)
        self.assert_succeeded(ended)
        self.assertEqual(ended.log, "1.0 2.0\n")
        self.assertEqual(ended.messages[0], {"event": "installing", "requirements": "requirements.txt"})

    def test_the_file_s_own_lines_for_the_installer_still_hold(self):
        for name, version in (("tiny", "1.0"), ("dep", "2.0")):
            make_wheel(os.path.join(self.project, "deps", "wheels"), name, version)
        self.write("deps/more.txt", "--no-index\n--find-links ./wheels\ntiny\ndep\n")
        self.write("requirements.txt", "-r deps/more.txt\n")
        environ = {"PIP_CONFIG_FILE": os.devnull, "PATH": "/usr/bin:/bin"}
        files, _ = self.handed_over(self.prepare(environ=environ))
        ended = self.serve(SHOW, environ=environ, **files)
        self.assert_succeeded(ended)
        self.assertEqual(ended.log, "1.0 2.0\n")

    def test_a_file_without_requirements_has_none(self):
        self.write("requirements.txt", "# nothing yet\n")
        self.assertEqual(self.handed_over(self.prepare()), ({}, None))

    def test_what_can_t_be_installed_fails_with_a_sentence(self):
        self.write("requirements.txt", "tiny==9\n")
        reason = "requirements.txt could not be installed: no matching distribution for tiny==9"
        self.assert_failed(self.prepare(), reason)

    def test_a_lock_that_lost_a_part_is_not_used(self):
        self.write("requirements.txt", "tiny\n")
        self.inject("requirements.lock.001", b"dep==2.0\n")
        path = os.path.join(self.base, "injected", "requirements.lock")
        ended = self.run_pod(SHOW, requirements="requirements.txt", lock=path, environ=self.environ)
        self.assert_failed(ended, "the lock of requirements.txt can't be read: requirements.lock.000 is missing")

    def test_a_repository_is_locked_to_its_commit(self):
        address, commit = self.repository("1.0")
        self.write("requirements.txt", f"tiny @ git+{address}@main\n")
        files, _ = self.handed_over(self.prepare())
        self.assertEqual(files["lock"].decode().splitlines()[1], f"tiny @ git+{address}@{commit}")
        self.repository("1.5")
        ended = self.serve(SHOW, **files)
        self.assert_succeeded(ended)
        self.assertEqual(ended.log, "1.0 2.0\n")

    def repository(self, version):
        """A package that builds itself, in a git repository; returns its address and its newest commit."""
        if not hasattr(self, "server"):
            self.server = serve(self.base)
            self.addCleanup(self.server.server_close)
            self.addCleanup(self.server.shutdown)
        folder = os.path.join(self.base, "repository")
        backend = (
            "import os\nfrom packages import make_wheel\n\n\ndef build_wheel(folder, *_, **__):\n"
            f"    return os.path.basename(make_wheel(folder, 'tiny', '{version}', requires=['dep']))\n"
        )
        with open(os.path.join(RUNNER, "tests", "packages.py"), encoding="utf-8") as file:
            packages = file.read()
        project = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        for name, text in (("backend.py", backend), ("packages.py", packages), ("pyproject.toml", project)):
            self.put(f"repository/{name}", text)
        identity = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        git = ["git", "-c", "init.defaultBranch=main", "-C", folder]
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", version], ["update-server-info"]):
            subprocess.run([*git, *command], check=True, env={**os.environ, **identity})
        commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, stdout=subprocess.PIPE)
        return f"http://127.0.0.1:{self.server.server_port}/repository/.git", commit.stdout.decode().strip()


class WhatALockSays(Prepared):
    """Of packages from elsewhere than an index."""

    def lock_of(self, secrets=None, **origins):
        folder = os.path.join(self.base, "environment")
        for name, origin in origins.items():
            info = f"environment/lib/python3.11/site-packages/{name}-1.0.dist-info"
            self.put(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            if origin:
                self.put(f"{info}/direct_url.json", json.dumps(origin))
        return locked(folder, secrets)

    def installed(self, requirements, lock, **variables):
        """What the installer reads."""
        self.put("work/source/requirements.txt", requirements)
        self.put("lock.000", lock)
        path = os.path.join(self.base, "pinned")
        pin(Requirements(self.root, "requirements.txt"), os.path.join(self.base, "lock"), path, variables)
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_no_password_is_in_it_and_each_is_there_when_it_is_installed(self):
        commit = "c" * 40
        lock = self.lock_of(
            Other=None,
            a={"url": "https://me:secret@host/a.git", "vcs_info": {"vcs": "git", "commit_id": commit}},
            b={"url": "https://host/b-1.0.whl?token=secret", "archive_info": {}},
            c={
                "url": "ssh://git@host/c.git",
                "subdirectory": "python",
                "vcs_info": {"vcs": "git", "commit_id": commit},
            },
        )
        public = (
            f"a @ git+https://host/a.git@{commit}\nb @ https://host/b-1.0.whl\n"
            f"c @ git+ssh://git@host/c.git@{commit}#subdirectory=python\nOther==1.0\n"
        )
        self.assertEqual(lock, public)
        requirements = (
            "git+https://me:${PASSWORD}@${HOST}/a.git@main#egg=a\n"
            "b @ https://host/b-1.0.whl?token=${TOKEN}#sha256=12 ; python_version > '3'\n"
            "c @ git+ssh://git@host/c.git@feature/x#subdirectory=python\nOther>0.5\n"
        )
        self.assertEqual(
            self.installed(requirements, lock, HOST="host", PASSWORD="secret", TOKEN="secret"),
            f"a @ git+https://me:${{PASSWORD}}@${{HOST}}/a.git@{commit}\n"
            "b @ https://host/b-1.0.whl?token=${TOKEN}#sha256=12\n"
            f"c @ git+ssh://git@host/c.git@{commit}#subdirectory=python\nOther==1.0\n",
        )

    def test_a_token_in_a_path_is_not_in_it_either(self):
        secrets = {"TOKEN": "s3cr3t", "SHORT": "w"}
        lock = self.lock_of(secrets, a={"url": "https://host/s3cr3t/simple/a-1.0.whl", "archive_info": {}})
        self.assertEqual(lock, "a @ https://host/${TOKEN}/simple/a-1.0.whl\n")
        requirements = "a @ https://${HOST}/${TOKEN}/simple/a-1.0.whl?x=${X}\n"
        self.assertEqual(self.installed(requirements, lock, HOST="host", X="1", **secrets), requirements)

    def test_folders_of_the_project_are_installed_from_there(self):
        folder = f"file://{self.root}/pkg"
        lock = self.lock_of(a={"url": folder, "dir_info": {"editable": True}}, b={"url": folder, "dir_info": {}})
        self.assertEqual(lock, f"-e {folder}\nb @ {folder}\n")
        self.assertEqual(self.installed("-e ./pkg\n", lock), lock)

    def test_the_hashes_of_the_file_still_hold(self):
        requirements = "--require-hashes\n--pre\nA_b[x]==1 --hash=sha256:12 --hash=sha256:34\n"
        text = self.installed(requirements, f"a-b==1\n-e file://{self.root}/c\n")
        self.assertEqual(text, f"--pre\na-b==1 --hash=sha256:12 --hash=sha256:34\n-e file://{self.root}/c\n")

    def test_an_editable_checkout_is_refused(self):
        url = f"file://{self.base}/environment/src/a"
        reason = "a is an editable checkout, which is not there in the pods of a service: leave out its -e"
        with self.assertRaisesRegex(Failure, reason):
            self.lock_of(a={"url": url, "dir_info": {"editable": True}})


class TheInputs(Prepared):
    def keep(self, place, files):
        """Puts a file (named ''), or a folder, into the store, as an earlier step does; returns the input."""
        for name, text in files.items():
            self.put(os.path.join("store", "run-1", place, name).rstrip("/"), text)
        hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
        lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
        sha256 = hashes.get("") or hashlib.sha256(lines.encode()).hexdigest()
        return {"source": os.path.join(self.base, "store", "run-1", place), "sha256": sha256}

    def pack(self, inputs, most=4 * 2**20):
        store = os.path.join(self.base, "store", "run-1", "api")
        return self.prepare(lock=False, limit=most, inputs=inputs, store=store)

    def unpacked(self, inputs):
        """As a pod of the service is told where they are."""
        store, work = os.path.join(self.base, "store", "run-1"), os.path.join(self.base, "work", "inputs")
        return {name: {**each, "source": each["source"].replace(store, work)} for name, each in inputs.items()}

    def test_they_are_the_same_without_the_store(self):
        model = {"weights/a.bin": "w" * 100_000, "ü.txt": "x"}
        inputs = {"model": self.keep("train/model", model), "rows/1": self.keep("split.1/rows", {"": "1,2"})}
        inputs["again"] = inputs["model"]
        os.symlink("ü.txt", os.path.join(self.base, "store", "run-1", "train", "model", "zlink"))
        inputs["model"]["sha256"] = inputs["again"]["sha256"] = self.keep("twin", {**model, "zlink": "x"})["sha256"]
        os.mkdir(os.path.join(self.base, "store", "run-1", "train", "model", "empty"))
        files, too_large = self.handed_over(self.pack(inputs))
        self.assertIsNone(too_large)
        self.assertEqual(self.handed_over(self.pack(inputs))[0], files)
        shutil.rmtree(os.path.join(self.base, "store"))
        script = "cd $AUTOML_INPUTS; cat rows/1; find . | sort; wc -c < model/weights/a.bin; cat again/*.txt again/zlink"
        ended = self.serve({"kind": "shell", "script": script}, archive=files["inputs"], inputs=self.unpacked(inputs))
        self.assert_succeeded(ended)
        tree = ["", "/empty", "/weights", "/weights/a.bin", "/zlink", "/ü.txt"]
        found = [".", *(f"./again{name}" for name in tree), *(f"./model{name}" for name in tree), "./rows", "./rows/1"]
        self.assertEqual(ended.log, "1,2" + "".join(f"{name}\n" for name in found) + "100000\nxx\n")

    def test_no_line_is_long_enough_to_be_cut(self):
        noise = base64.b64encode(os.urandom(60_000)).decode()
        ended = self.pack({"data": self.keep("split/data", {"": noise})})
        files, _ = self.handed_over(ended)
        self.assertGreater(len(files["inputs"]), 50_000)
        self.assertLess(max(map(len, ended.output.split(b"\n"))), LINE - 100)

    def test_what_is_too_large_is_told_and_left_out(self):
        noise = {"": base64.b64encode(os.urandom(60_000)).decode()}
        inputs = {"data": self.keep("split/data", noise), "more": self.keep("split/more", {"a": "x"})}
        for most in (40_000, 1_000):  # packed, and not even tried
            self.assertEqual(self.handed_over(self.pack(inputs, most)), ({}, 80_001))

    def test_what_is_not_what_the_earlier_step_stored_is_refused(self):
        inputs = {"data": self.keep("split/data", {"": "1"})}
        stored = inputs["data"]["sha256"]
        found = self.keep("split/data", {"": "2"})["sha256"]
        reason = f'input "data" is not what the earlier step stored: its sha256 is {found}, not {stored}'
        self.assert_failed(self.pack(inputs), reason)
        files, _ = self.handed_over(self.pack({"data": {**inputs["data"], "sha256": found}}))
        self.assert_failed(self.serve(["true"], archive=files["inputs"], inputs=self.unpacked(inputs)), reason)

    def test_an_archive_that_can_t_be_read_is_said(self):
        inputs = {"data": self.keep("split/data", {"": "1"})}
        files, _ = self.handed_over(self.pack(inputs))
        ended = self.serve(["true"], archive=files["inputs"][:-9], inputs=self.unpacked(inputs))
        self.assert_failed(ended, "the inputs can't be unpacked: it ends too early")


def serve(folder):
    """A web server of what lies in the folder."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


if __name__ == "__main__":
    unittest.main()
