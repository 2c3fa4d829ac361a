"""Several children in one pod: what each finds, and what is known of each when the pod has ended."""

import gzip
import hashlib
import json
import os
import unittest

import packages
from packages import make_wheel
from pods import PodTest

from agent.termination import LIMIT, write_children

# A package that needs nothing to be built: it makes its wheel as the tests make theirs.
BUILD_SYSTEM = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
BACKEND = """%s

def build_wheel(folder, config_settings=None, metadata_directory=None):
    return os.path.basename(make_wheel(folder, "own"))
"""


class Children(PodTest):
    def children(self, *scripts, container=None, **fields):
        """Starts a pod that runs the scripts one after the other, as children 11, 12 and so on.

        `container` are further variables of it.
        """
        specs = []
        for iteration, script in enumerate(scripts, 11):
            spec = self.spec(code={"kind": "shell", "script": script}, **fields)
            spec["identity"]["iteration"] = iteration
            specs.append(spec)
        self.put("children/specs.000000.gz", gzip.compress((json.dumps(specs) + "\n").encode()))
        return self.start_pod(environ={"JOB_COMPLETION_INDEX": "0", **(container or {})})

    def ended(self, *scripts, **fields):
        return self.end_container(self.children(*scripts, **fields))

    def results(self, ended):
        return {each["iteration"]: each["result"] for each in ended.messages if each["event"] == "result"}

    def hashes(self, ended):
        """As the driver takes them: of the frames with a result."""
        frames = [(json.loads(frame.decode()), frame) for frame in ended.frames]
        results = [(each["iteration"], frame) for each, frame in frames if each["event"] == "result"]
        return {str(iteration): hashlib.sha256(frame).hexdigest() for iteration, frame in results}

    def test_they_run_one_after_the_other_and_every_message_says_of_which_child_it_is(self):
        ended = self.ended("echo one", "printf two", "echo three")
        self.assertEqual((ended.status, ended.log), (0, "one\ntwo\nthree\n"))
        told = [(each["event"], each["iteration"]) for each in ended.messages]
        expected = [(event, child) for child in (11, 12, 13) for event in ("begins", "running", "result")]
        self.assertEqual(told, expected)
        self.assertEqual(ended.message, {"automl": 1, "children": self.hashes(ended)})

    def test_each_has_files_reports_and_a_home_of_its_own(self):
        self.write("keep.txt", "as committed")
        script = """
            cat keep.txt; echo; ls -A . "$HOME" "$TMPDIR"
            echo changed > keep.txt; touch new "$HOME/left" "$TMPDIR/left"
            echo '{"m": %d}' >> "$AUTOML_METRICS"
        """
        ended = self.ended(script % 1, script % 2)
        first, second = ended.log[: len(ended.log) // 2], ended.log[len(ended.log) // 2 :]
        self.assertEqual(first, second)
        self.assertNotIn("left", first)
        self.assertEqual([each["metrics"] for each in self.results(ended).values()], [{"m": 1}, {"m": 2}])

    def test_one_that_fails_or_takes_too_long_stops_none_of_the_others(self):
        ended = self.ended("echo oh >&2; exit 3", "sleep 30", "exit 0", timeout=0.5)
        states = {iteration: result["state"] for iteration, result in self.results(ended).items()}
        self.assertEqual(states, {11: "failed", 12: "timed-out", 13: "succeeded"})
        self.assertEqual(ended.status, 1)

    def test_the_reason_of_a_failure_is_never_that_of_the_child_before(self):
        trace = "Traceback (most recent call last):\\n  File \\\"x.py\\\", line 1, in <module>\\nValueError: first\\n"
        ended = self.ended(f'printf "{trace}" >&2; exit 1', "exit 1")
        reasons = [result["reason"] for result in self.results(ended).values()]
        self.assertIn("ValueError: first", reasons[0])
        self.assertEqual(reasons[1], "exit 1")

    def test_a_pod_that_is_told_to_end_begins_no_other_child(self):
        process = self.children("echo done", "echo up; sleep 60", "echo never")
        read = self.wait_for_line(process, "up")
        process.terminate()
        ended = self.end_container(process)
        self.assertNotIn("never", ended.log)
        self.assertEqual({each: result["state"] for each, result in self.results(ended).items()}, {12: "cancelled"})
        self.assertIn(b'"event":"result","iteration":11', read)
        self.assertEqual(set(ended.message["children"]), {"11", "12"})

    def test_a_pod_that_is_killed_has_told_of_those_that_had_ended(self):
        process = self.children("echo done", "echo up; sleep 60")
        self.wait_for_line(process, "up")
        process.kill()
        ended = self.end_container(process)
        self.assertEqual(set(ended.message["children"]), {"11"})

    def test_requirements_are_installed_once_for_all_of_them(self):
        make_wheel(os.path.join(self.base, "wheels"), "tiny")
        self.write("requirements.txt", "tiny\n./own\n")
        self.write("own/pyproject.toml", BUILD_SYSTEM)
        with open(packages.__file__, encoding="utf-8") as file:
            self.write("own/backend.py", BACKEND % file.read())
        environ = {"PIP_FIND_LINKS": os.path.join(self.base, "wheels"), "PIP_NO_INDEX": "1", "PATH": "/usr/bin:/bin"}
        script = 'python -c "import tiny, own; print(tiny.version, own.version)"'
        ended = self.ended(script, script, requirements="requirements.txt", container=environ)
        self.assertEqual(ended.log, "1.0 1.0\n1.0 1.0\n")
        installing = [each["iteration"] for each in ended.messages if each["event"] == "installing"]
        self.assertEqual(installing, [11])

    def test_a_message_about_as_many_as_share_a_pod_is_kept_whole(self):
        path = self.put("termination", "")
        write_children(path, {str(99_900 + each): hashlib.sha256(b"x").hexdigest() for each in range(50)})
        with open(path, "rb") as file:
            self.assertLessEqual(len(file.read()), LIMIT)


if __name__ == "__main__":
    unittest.main()
