"""Requirements are installed once, in an environment of their own that still sees the image's packages."""

import glob
import os
import subprocess
import sys
import unittest

from packages import make_wheel
from support import StepTest

SHOW = "import tiny, sys\nprint(tiny.version, sys.prefix)"


class Environments(StepTest):
    """Installs with pip, from a folder of wheels, with nothing of this machine's settings."""

    def setUp(self):
        super().setUp()
        self.wheels = os.path.join(self.base, "wheels")
        make_wheel(self.wheels, "tiny")
        self.environ = {
            **{name: None for name in os.environ if name.startswith(("PIP_", "UV_"))},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": self.wheels,
            "PIP_NO_INDEX": "1",
            "PATH": "/usr/bin:/bin",
        }
        self.steps = 0

    def install(self, code=SHOW, requirements="tiny\n", start=False, **fields):
        """Runs a step with these requirements, each in a scratch folder of its own."""
        if requirements is not None:
            self.write("requirements.txt", requirements)
        self.steps += 1
        self.scratch = os.path.join(self.base, f"scratch{self.steps}")
        os.mkdir(self.scratch)
        fields.setdefault("environ", self.environ)
        step = self.start(code, **{"requirements": "requirements.txt", **fields})
        return step if start else step.end()

    def environments(self):
        return [folder for folder in glob.glob(os.path.join(self.cache, "environments", "*")) if os.path.isdir(folder)]

    def test_they_are_installed_once_and_used_again(self):
        first = self.install()
        self.assert_succeeded(first)
        self.assertEqual(first.events, ["installing", "running", "result"])
        self.assertEqual(first.messages[0]["requirements"], "requirements.txt")
        self.assertEqual(first.text, f"1.0 {self.environments()[0]}\n")
        self.assertGreater(first.result["install_seconds"], 0)
        again = self.install()
        self.assertEqual((again.events, again.text), (["running", "result"], first.text))
        self.assertLess(again.result["install_seconds"], first.result["install_seconds"])

        # An environment that is half built is built anew.
        os.unlink(os.path.join(self.environments()[0], "complete"))
        rebuilt = self.install()
        self.assertEqual((rebuilt.events[0], rebuilt.text), ("installing", first.text))
        self.assertEqual(len(self.environments()), 1)

    def test_steps_at_the_same_time_wait_for_one_build(self):
        environ = self.counting_uv("sleep 0.3")
        steps = [self.install("print('ran')", environ=environ, start=True) for _ in range(3)]
        for step in steps:
            self.assert_succeeded(step.end())
        self.assertEqual((len(self.environments()), self.installs()), (1, 1))

    def test_what_cannot_be_installed_fails_with_a_sentence_and_the_installer_s_words(self):
        ended = self.install(requirements="tiny==9\n")
        self.assert_failed(ended, "requirements.txt could not be installed: no matching distribution for tiny==9")
        self.assertIn("install: ERROR: No matching distribution found for tiny==9\n", ended.text)
        self.assertEqual(ended.events, ["installing", "result"])

    def test_included_files_decide_too(self):
        environ = self.counting_uv()
        self.write("more/base.txt", "tiny\n-c limits.txt\n")
        for limits, installs in (("tiny<2\n", 1), ("tiny<2\n", 1), ("tiny<3\n", 2)):
            self.write("more/limits.txt", limits)
            self.assert_succeeded(self.install("print('ran')", "# ours\n-r more/base.txt\n", environ=environ))
            self.assertEqual((self.installs(), len(self.environments())), (installs, installs))

    def test_a_folder_of_the_project_is_installed_anew_each_time(self):
        uv = self.fake_uv("exit 0")
        self.write("tiny/pyproject.toml")
        for _ in range(2):
            ended = self.install("print('ran')", requirements="./tiny\n", environ={**self.environ, "PATH": uv})
            self.assert_succeeded(ended)
            self.assertEqual((ended.events[0], self.environments()), ("installing", []))

    def test_a_file_without_requirements_makes_no_environment(self):
        ended = self.install("print('ran')", requirements="# nothing yet\n\n--prefer-binary\n")
        self.assert_succeeded(ended)
        self.assertEqual((ended.events, self.environments()), (["running", "result"], []))

    def test_a_missing_file_is_named(self):
        ended = self.install(requirements="-r more.txt\n")
        reason = (
            "the requirements file more.txt, which requirements.txt names, can't be read: No such file or directory"
        )
        self.assert_failed(ended, reason)
        os.unlink(os.path.join(self.root, "requirements.txt"))
        ended = self.install(requirements=None)
        self.assert_failed(ended, "the requirements file requirements.txt can't be read: No such file or directory")

    def test_the_image_s_packages_are_seen_also_from_inside_a_virtual_environment(self):
        outer = os.path.join(self.base, "outer")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", outer], check=True)
        site = glob.glob(os.path.join(outer, "lib", "python*", "site-packages"))[0]
        with open(os.path.join(site, "of_image.py"), "w", encoding="utf-8") as file:
            file.write("x = 'seen'\n")
        # That interpreter has no pip: the wheel that Python brings is used, where it brings one.
        code = "import tiny, of_image, sys\nprint(tiny.version, of_image.x)"
        ended = self.install(code, python=os.path.join(outer, "bin", "python"))
        if "there is neither uv nor pip here" in (ended.result["reason"] or ""):
            self.skipTest("this Python brings no pip")
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "1.0 seen\n")

    def test_programs_and_scripts_run_in_the_environment(self):
        show = "import sys; print(sys.prefix)"
        for code in (["python", "-c", show], {"kind": "shell", "script": f"python -c '{show}'; echo $VIRTUAL_ENV"}):
            ended = self.install(code, environ=self.counting_uv())
            self.assert_succeeded(ended)
            self.assertEqual(set(ended.text.split()), set(self.environments()))

    def test_a_slow_install_ends_with_the_start_timeout(self):
        ended = self.install(environ={**self.environ, "PATH": self.slow_uv()}, start_timeout=0.5)
        self.assert_failed(ended, "the requirements were not installed within 0.5 s (start_timeout)")
        self.assertLess(ended.seconds, 10)

    def test_a_step_can_be_cancelled_while_it_installs(self):
        step = self.install(environ={**self.environ, "PATH": self.slow_uv()}, start=True)
        step.wait_for_event("installing")
        step.process.terminate()
        ended = step.end(10)
        self.assert_state(ended, "cancelled")

    def test_credentials_of_an_index_are_never_shown(self):
        uv = self.fake_uv('[ "$1" = --version ] || { echo "error: can\'t reach $UV_INDEX_URL" >&2; exit 2; }')
        python = {**self.spec()["python"], "index": "https://bob:s3cr-t@localhost/simple"}
        ended = self.install(environ={**self.environ, "PATH": uv}, python_settings=python)
        self.assert_failed(
            ended, "requirements.txt could not be installed: can't reach https://bob:***@localhost/simple"
        )
        self.assertIn("install: error: can't reach https://bob:***@localhost/simple", ended.text)
        self.assertNotIn("s3cr-t", ended.text + str(ended.messages))

    def start(self, code, python_settings=None, python=sys.executable, **fields):
        if python_settings:
            self._python_settings = python_settings
        return super().start(code, python=python, **fields)

    def spec(self, **fields):
        settings = getattr(self, "_python_settings", None)
        return super().spec(**({"python": settings} if settings else {}), **fields)

    def counting_uv(self, script=""):
        """Variables with a `uv` that installs nothing; `installs` says how often it was asked to."""
        count = os.path.join(self.base, "installs")
        path = self.fake_uv(f'[ "$1" = --version ] || {{ echo x >> {count}; {script or ":"}; }}')
        return {**self.environ, "PATH": path}

    def installs(self):
        with open(os.path.join(self.base, "installs"), encoding="ascii") as file:
            return len(file.readlines())

    def slow_uv(self):
        return self.fake_uv('[ "$1" = --version ] || exec sleep 60')

    def fake_uv(self, script):
        """A program `uv`; returns a PATH with it."""
        folder = os.path.join(self.base, "bin")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "uv"), "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script + "\n")
        os.chmod(file.name, 0o755)
        return folder + ":/usr/bin:/bin"


if __name__ == "__main__":
    unittest.main()
