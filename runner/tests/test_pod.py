"""A step in a pod: from the mounted files to the frames in its log and the termination message."""

import ast
import gzip
import json
import os
import shutil
import subprocess
import sys
import unittest

from pods import POD, PodTest, packed, packed_runner

from agent.result import Result
from agent.termination import LIMIT


class Boot(PodTest):
    def test_a_step_runs_and_tells_by_frames_and_the_termination_message(self):
        self.write("data/x.csv", "1,2\n")
        code = """
            import automl, sys
            automl.output("rows", 3)
            automl.metric("rmse", 0.5)
            print(open("data/x.csv").read(), sys.argv[1:])
        """
        self.write("step.py", code)
        ended = self.run_pod(
            {"kind": "python", "file": "step.py", "args": ["--x"]}, outputs={"rows": {"kind": "scalar", "type": "int"}}
        )
        result = self.assert_succeeded(ended)
        self.assertEqual((ended.status, ended.log), (0, "1,2\n ['--x']\n"))
        self.assertEqual([message["event"] for message in ended.messages], ["running", "result"])
        self.assertEqual((result["outputs"], result["metrics"]), ({"rows": 3}, {"rmse": 0.5}))
        expected = {"automl": 1, "sha256": ended.hash_of_result, "state": "succeeded", "exit_code": 0}
        self.assertEqual(ended.message, {**expected, "document": result})

    def test_a_file_that_may_not_be_written_is_told_with_the_places_that_may(self):
        self.write("step.py", 'raise PermissionError(13, "Permission denied", "/data/x")\n')
        ended = self.run_pod({"kind": "python", "file": "step.py", "args": []})
        where = "(a pod can write to its working directory, $TMPDIR and its volumes)"
        said = f"exit 1: PermissionError in step.py:1: [Errno 13] Permission denied: '/data/x' {where}"
        self.assertEqual(ended.result["reason"], said)

    def test_a_long_result_leaves_only_its_hash_in_the_termination_message(self):
        ended = self.run_pod({"kind": "shell", "script": 'printf %04000d 1 > "$AUTOML_SUMMARY"; exit 3'})
        self.assertEqual(ended.status, 1)
        expected = {"automl": 1, "sha256": ended.hash_of_result, "state": "failed", "exit_code": 3}
        self.assertEqual(ended.message, expected)
        ended = self.run_pod({"kind": "shell", "script": 'printf %03000d 1 > "$AUTOML_SUMMARY"'})
        self.assertIn("document", ended.message)
        self.assertLessEqual(len(ended.termination), LIMIT)

    def test_a_child_of_an_indexed_job_reads_its_own_line_of_the_table(self):
        specs = [self.spec(code={"kind": "shell", "script": f"echo child {index}"}) for index in range(5)]
        for first, part in ((0, specs[:2]), (2, specs[2:])):
            lines = "".join(json.dumps(spec) + "\n" for spec in part)
            self.put(f"children/specs.{first:06}.gz", gzip.compress(lines.encode()))
        for index in (0, 1, 2, 4):
            ended = self.run_pod(["echo", "not me"], environ={"JOB_COMPLETION_INDEX": str(index)})
            self.assertEqual(ended.log, f"child {index}\n")
        ended = self.run_pod(["echo", "not me"], environ={"JOB_COMPLETION_INDEX": "5"})
        reason = f"the spec of child 5 in {self.base}/children can't be read: the table ends before line 5"
        self.assertEqual(ended.result["reason"], reason)

    def test_a_table_that_is_cut_off_is_a_failed_result(self):
        data = gzip.compress((json.dumps(self.spec()) + "\n").encode())
        self.put("children/specs.000000.gz", data[: len(data) // 2])
        ended = self.run_pod(["echo", "not me"], environ={"JOB_COMPLETION_INDEX": "0"})
        self.assertIn("the spec of child 0 in", ended.result["reason"])
        self.assertEqual(ended.result["state"], "failed")

    def test_a_spec_that_can_t_be_read_is_a_failed_result(self):
        for text, reason in (
            ("", "the pod has no spec: AUTOML_SPEC is not set"),
            ("%%%", "the spec in AUTOML_SPEC can't be read: "),
            ("AAAA", "the spec in AUTOML_SPEC can't be read: "),
            (packed({"version": 2}), "the spec in AUTOML_SPEC has version 2; this agent reads version 1"),
            (packed({"version": 1}), "the spec in AUTOML_SPEC has no 'identity'"),
        ):
            ended = self.run_pod(environ={"AUTOML_SPEC": text})
            self.assertTrue(ended.result["reason"].startswith(reason), ended.result["reason"])
            self.assertEqual((ended.status, ended.result["state"]), (1, "failed"))
            self.assertEqual(ended.message["document"], ended.result)

    def test_an_agent_that_fails_itself_says_so(self):
        ended = self.run_pod(code={"kind": "python"})
        self.assertEqual(ended.result["reason"], "the step agent itself failed: KeyError: 'file'")
        self.assertEqual((ended.message["state"], ended.message["sha256"]), ("failed", ended.hash_of_result))

    def test_an_agent_that_can_t_be_loaded_gives_the_whole_result_too(self):
        cut = packed_runner()[:-100]
        for data, reason in ((b"no gzip", "Error -3"), (cut, "Error -5"), (None, "No such file or directory")):
            path = self.inject("runner.json.gz", data or b"")
            if data is None:
                os.unlink(path)
            ended = self.run_pod(["true"])
            self.assertEqual(ended.status, 1)
            self.assertIn("the step agent can't be loaded from", ended.result["reason"])
            self.assertIn(reason, ended.result["reason"])
            self.assertEqual((ended.message["sha256"], ended.message["document"]), (ended.hash_of_result, ended.result))
            self.assertEqual(set(ended.result), set(vars(Result())))

    def test_no_termination_message_is_no_failure(self):
        for path in (None, os.path.join(self.base, "no", "such", "folder")):
            ended = self.run_pod(["true"], environ={"AUTOML_TERMINATION": path})
            self.assertEqual((ended.status, ended.termination), (0, b""))
            self.assert_succeeded(ended)

    def test_a_container_that_is_started_again_begins_anew(self):
        self.write("keep.txt", "as committed")
        script = 'cat keep.txt; ls; echo changed > keep.txt; touch new; echo \'{"m": 1}\' >> "$AUTOML_METRICS"; exit 1'
        first = self.run_pod({"kind": "shell", "script": script})
        again = self.run_pod({"kind": "shell", "script": script.replace("1}", "2}")})
        self.assertEqual(again.log, first.log)
        self.assertEqual(again.result["metrics"], {"m": 2})

    def test_term_stops_the_code_and_is_told(self):
        process = self.start_pod(["sh", "-c", "echo up; sleep 60"])
        read = self.wait_for_line(process, "up")
        process.terminate()
        ended = self.end_container(process)
        self.assertEqual((ended.status, ended.message["state"]), (130, "cancelled"))
        self.assertIn(b"running", read)


class WithoutAStore(PodTest):
    def test_artifacts_that_nobody_declared_are_warned_of(self):
        code = "import automl\nfor name in ('b', 'a'):\n    automl.artifact(name, b'x')\n"
        result = self.assert_succeeded(self.run_pod(code, store=None))
        self.assertEqual(result["artifacts"], {})
        self.assertEqual(
            result["warnings"],
            ["artifacts were not kept, since the run has no store: declare them in `outputs:` of the step (a, b)"],
        )

    def test_a_declared_file_is_never_lost_in_silence(self):
        self.write("out.txt", "x")
        ended = self.run_pod(["true"], store=None, outputs={"out": {"kind": "artifact", "path": "out.txt"}})
        self.assert_failed(ended, 'output "out" can\'t be kept: the run has no store for files')


class ServicesWatchedByTheKubelet(PodTest):
    def serve(self, code, **fields):
        service = {"port": 1, "watch": "kubelet", "health": "/x", "min_ready": 9, "smoke": None}
        return self.start_pod(code, service=service, start_timeout=0.2, timeout=0.1, **fields)

    def test_it_runs_without_a_probe_or_a_deadline_until_it_is_told_to_end(self):
        code = """
            import os, signal, sys, time
            signal.signal(signal.SIGTERM, lambda *_: (print("drained", flush=True), sys.exit(0)))
            open(os.environ["AUTOML_METRICS"], "w").write('{"m": 1}')
            time.sleep(0.6)
            print("serves", os.environ["PORT"], flush=True)
            time.sleep(60)
        """
        process = self.serve(code)
        read = self.wait_for_line(process, "serves 1")
        process.terminate()
        ended = self.end_container(process)
        self.assertEqual((ended.status, ended.log), (0, "drained\n"))
        self.assertIn(b'"event":"running"', read)
        self.assertNotIn(b'"event":"ready"', read)
        self.assertEqual((ended.result["state"], ended.result["metrics"]), ("cancelled", {}))

    def test_it_ends_as_its_code_ends(self):
        for script, status, reason in (
            ("exit 7", 7, "exit 7"),
            ("exit 0", 0, "the service ended by itself: exit 0"),
            ("kill -SEGV $$", 139, "was killed by SIGSEGV (segmentation fault)"),
        ):
            ended = self.end_container(self.serve({"kind": "shell", "script": script}))
            self.assertEqual(ended.status, status)
            self.assert_failed(ended, reason)
        ended = self.end_container(self.serve(["no-such-program"]))
        self.assertEqual((ended.status, ended.result["reason"]), (127, 'command "no-such-program" was not found'))

    def test_code_that_ignores_term_is_killed(self):
        script = "trap '' TERM; echo up; while :; do sleep 0.1; done"
        process = self.serve({"kind": "shell", "script": script}, grace=0.2)
        self.wait_for_line(process, "up")
        process.terminate()
        self.assertEqual(self.end_container(process).status, 137)


class OldPythons(PodTest):
    def old(self, python, environ=None):
        boot = os.path.join(self.base, "injected", "boot.py")
        return self.end_container(self.start_container([*python, boot], environ or {}))

    def pretended(self):
        """This Python, saying that it is 3.6."""
        program = "import sys; sys.version_info = (3, 6, 15); sys.argv = sys.argv[1:]; __file__ = sys.argv[0]"
        return [sys.executable, "-E", "-s", "-S", "-c", program + "; exec(open(__file__).read())"]

    def test_what_needs_no_python_runs_all_the_same(self):
        ended = self.old(self.pretended(), {"AUTOML_SH": "set -- echo ran"})
        self.assertEqual((ended.status, ended.text), (0, "ran\n"))

    def test_what_needs_python_ends_with_a_sentence(self):
        ended = self.old(self.pretended())
        sentence = "this step needs Python 3.8 or newer in its image, which has Python 3.6"
        self.assertEqual((ended.status, ended.text), (127, sentence + "\n"))
        self.assertIn(f"reason={sentence}\n", ended.termination.decode())

    def test_the_file_is_grammar_of_old_pythons(self):
        with open(os.path.join(POD, "boot.py"), encoding="ascii") as file:
            ast.parse(file.read(), feature_version=(3, 4))

    def test_the_old_pythons_of_this_machine_agree(self):
        for name in ("2.7", "3.6", "3.7"):
            python = shutil.which("python" + name)
            flags = ["-E", "-s", "-S"]
            if python and subprocess.run([python, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
                ended = self.old([python, *flags])
                self.assertIn(f"which has Python {name}\n", ended.text)
                self.assertEqual(ended.status, 127)


if __name__ == "__main__":
    unittest.main()
