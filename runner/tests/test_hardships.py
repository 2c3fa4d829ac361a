"""What the agent makes of a machine that is full, locked or offline, and of code that will not let go."""

import os
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from agent.child import spawn
from agent.ending import Failure
from agent.environment import build_environment
from agent.install import InstallerOutput
from agent.install_reason import reason_in
from agent.masking import Masker
from agent.requirements import Requirements
from agent.supervisor import Supervisor
from agent.writable import may_fill


class Hardships(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="automl-hardships-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def test_requirements_written_by_powershell_are_read(self):
        with open(self.path("requirements.txt"), "w", encoding="utf-16") as file:
            file.write("-r more.txt\r\n")
        with open(self.path("more.txt"), "w", encoding="utf-8") as file:
            file.write("six\n")
        requirements = Requirements(self.folder, "requirements.txt")
        self.assertFalse(requirements.empty)
        self.assertEqual([name for name, _ in requirements.files], ["requirements.txt", "more.txt"])

    def test_a_package_that_is_missing_offline_is_no_missing_release(self):
        text = (
            "error: No solution found when resolving dependencies\n"
            "  cause: Because six was not found in the cache and you require six, we can conclude that ...\n\n"
            "hint: Packages were unavailable because the network was disabled. When the network is disabled, ...\n"
        )
        self.assertEqual(reason_in(text), "six is not in the cache, and the network is off (python.offline)")

    def test_a_line_that_can_t_be_read_is_named(self):
        text = "error: Couldn't parse requirement in `requirements.txt` at position 0\n  cause: Expected one of `@`\n"
        self.assertEqual(
            reason_in(text), "Couldn't parse requirement in `requirements.txt` at position 0: Expected one of `@`"
        )

    def test_what_git_says_is_the_reason(self):
        text = "error: Git operation failed\n  cause: failed to clone\n  cause: exit\n   fatal: no such host\n"
        self.assertEqual(reason_in(text), "failed to clone: fatal: no such host")

    def test_an_environment_that_failed_leaves_nothing_behind(self):
        folder = self.path("environments", "key")

        def install(*_):
            raise Failure("no")

        def make(argv):
            os.makedirs(argv[-1])
            return 0

        with self.assertRaises(Failure):
            build_environment(folder, install, make, time.sleep)
        self.assertEqual(os.listdir(self.path("environments")), ["key.lock"])

    def test_a_cache_that_can_t_be_made_is_noticed(self):
        self.assertTrue(may_fill(self.path("a", "b")))
        open(self.path("file"), "w").close()
        self.assertFalse(may_fill(self.path("file", "b")))

    def test_a_survivor_that_never_stops_printing_is_not_waited_for(self):
        loop = "(while :; do echo spam; sleep 0.02; done) & exit 0"
        child = spawn(["sh", "-c", loop], dict(os.environ), "/")
        self.addCleanup(child.signal, 9)
        supervisor, output = Supervisor(), InstallerOutput(Masker())
        supervisor.follow(child, output, 1.0)
        started = time.monotonic()
        supervisor.drain(child, output)
        self.assertLess(time.monotonic() - started, 5.0)
        self.assertIn("spam", output.text())


if __name__ == "__main__":
    unittest.main()
