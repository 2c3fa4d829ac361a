"""How a step's code can end, and the one sentence that says why."""

import os
import signal
import tempfile
import time
import unittest

from support import StepTest, has_proc

TRAP = "import signal, time\nsignal.signal(signal.SIGTERM, {})\nprint('up', flush=True)\ntime.sleep(60)"


class EndingByItself(StepTest):
    def test_another_exit_code_is_the_reason(self):
        ended = self.run_step("raise SystemExit(3)")
        result = self.assert_failed(ended, "exit 3")
        self.assertEqual((result["exit_code"], result["place"], ended.status), (3, None, 1))

    def test_an_exception_is_named_with_its_place(self):
        self.write("steps/forest.py", "def fit():\n    raise ValueError('Input X contains NaN.\\nsecond line')\n")
        ended = self.run_step("import steps.forest, json\nsteps.forest.fit()")
        result = self.assert_failed(ended, "exit 1: ValueError in steps/forest.py:2: Input X contains NaN.")
        self.assertEqual(
            result["place"],
            {
                "file": "steps/forest.py",
                "line": 2,
                "cell": None,
                "error": "ValueError",
                "message": "Input X contains NaN.",
            },
        )
        self.assertEqual(result["exit_code"], 1)

    def test_the_place_is_the_deepest_line_of_the_project_not_of_a_library(self):
        ended = self.run_step("import json\n\njson.loads('{')")
        self.assertTrue(ended.result["reason"].startswith("exit 1: JSONDecodeError in step.py:3: "), ended.result)

    def test_a_syntax_error_has_a_place_too(self):
        ended = self.run_step("x = 1\ny = = 2\n")
        self.assert_failed(ended, "exit 1: SyntaxError in step.py:2: invalid syntax")

    def test_a_missing_module_comes_with_a_hint(self):
        ended = self.run_step("import sklearn_not_there")
        self.assert_failed(
            ended,
            "exit 1: ModuleNotFoundError in step.py:1: No module named 'sklearn_not_there' (is it in requirements.txt?)",
        )

    def test_a_traceback_that_was_only_logged_does_not_explain_another_exit_code(self):
        code = "import sys, traceback\ntry:\n    1/0\nexcept Exception:\n    traceback.print_exc()\nsys.exit(4)"
        self.assert_failed(self.run_step(code), "exit 4")

    def test_a_signal_is_named_and_leaves_no_exit_code(self):
        result = self.assert_failed(
            self.run_step("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"),
            "was killed by SIGSEGV (segmentation fault)",
        )
        self.assertIsNone(result["exit_code"])

    def test_sigkill_hints_at_memory(self):
        ended = self.run_step("import os\nos.kill(os.getpid(), 9)")
        self.assert_failed(ended, "was killed by SIGKILL; memory may have run out")

    def test_a_shell_whose_child_was_killed_says_so(self):
        ended = self.run_step({"kind": "shell", "script": "sh -c 'kill -9 $$'; exit $?"})
        self.assert_failed(ended, "exit 137: a process was killed by SIGKILL; memory may have run out")

    def test_a_program_that_is_not_there_is_127(self):
        result = self.assert_failed(self.run_step(["no-such-program", "x"]), 'command "no-such-program" was not found')
        self.assertEqual(result["exit_code"], 127)

    def test_a_file_that_is_not_executable_is_126(self):
        self.write("run.sh", "echo hi")
        result = self.assert_failed(self.run_step(["./run.sh"]), 'command "./run.sh" is not executable')
        self.assertEqual(result["exit_code"], 126)

    def test_a_missing_secret_fails_before_the_code_starts(self):
        ended = self.run_step("print('ran')", secrets=["NOT_THERE"])
        self.assert_failed(ended, "secret variable NOT_THERE is not set")
        self.assertEqual((ended.text, ended.events), ("", ["result"]))

    def test_metrics_and_outputs_of_a_failed_step_are_reported(self):
        code = """
            import os, sys
            open(os.environ["AUTOML_METRICS"], "w").write('{"rmse": 1.5}\\n')
            open(os.environ["AUTOML_OUTPUT"], "w").write("rows=3\\n")
            open("model.bin", "w").write("x")
            sys.exit(3)
        """
        outputs = {"rows": {"kind": "scalar", "type": "int"}, "model": {"kind": "artifact", "path": "model.bin"}}
        result = self.assert_failed(self.run_step(code, outputs=outputs), "exit 3")
        self.assertEqual((result["metrics"], result["outputs"], result["artifacts"]), ({"rmse": 1.5}, {"rows": 3}, {}))


class BeingStopped(StepTest):
    def test_a_timeout_counts_the_code_and_is_a_state_of_its_own(self):
        ended = self.run_step("import time\ntime.sleep(60)", timeout=0.3)
        result = self.assert_state(ended, "timed-out", "ran longer than its timeout of 0.3 s")
        self.assertIsNone(result["exit_code"])
        self.assertGreaterEqual(result["code_seconds"], 0.3)
        self.assertLess(ended.seconds, 5)
        self.assertEqual(ended.status, 124)

    def test_a_step_may_use_the_grace_to_save_its_work(self):
        code = TRAP.format("lambda *_: (print('saved', flush=True), exit(5))")
        ended = self.run_step(code, timeout=0.5)
        result = self.assert_state(ended, "timed-out")
        self.assertEqual((result["exit_code"], ended.text), (5, "up\nsaved\n"))

    def test_after_the_grace_it_is_killed(self):
        ended = self.run_step(TRAP.format("signal.SIG_IGN"), timeout=0.3, grace=0.3)
        self.assert_state(ended, "timed-out")
        self.assertLess(ended.seconds, 5)

    def test_sigterm_cancels(self):
        step = self.start(TRAP.format("lambda *_: (print('bye', flush=True), exit(0))"))
        step.wait_for_log("up")
        step.process.terminate()
        ended = step.end()
        self.assert_state(ended, "cancelled", "was cancelled")
        self.assertEqual((ended.text, ended.status), ("up\nbye\n", 130))

    def test_a_second_signal_kills_at_once(self):
        step = self.start(TRAP.format("signal.SIG_IGN"), grace=60)
        step.wait_for_log("up")
        step.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        step.process.send_signal(signal.SIGINT)
        ended = step.end(10)
        self.assert_state(ended, "cancelled")

    def test_timeouts_hold_also_when_nobody_reads_the_log(self):
        code = """
            import os, sys
            open("pid", "w").write(str(os.getpid()))
            while True:
                sys.stdout.write("x" * 65536)
        """
        step = self.start(code, timeout=0.5, grace=0.2, read_log=False)
        step.wait_for_event("running")
        time.sleep(0.8)
        with open(os.path.join(self.root, "pid"), encoding="ascii") as file:
            self.assert_dead(int(file.read()))
        step.read_log()
        self.assert_state(step.end(20), "timed-out")

    def test_the_code_dies_with_the_driver(self):
        step = self.start("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)", lifeline=True)
        step.wait_for_log("\n")
        pid = int(step.log)
        step.process.stdin.close()
        step.process.stdin = None
        ended = step.end(10)
        self.assert_dead(pid)
        self.assertEqual((ended.status, ended.events), (75, ["running"]))

    def test_the_code_dies_when_nobody_can_ever_read_its_log(self):
        step = self.start("print('x' * 1000, flush=True)\nimport time\ntime.sleep(60)", read_log=False)
        step.process.stdout.close()
        step.process.stdout = open(os.devnull, "rb")
        self.assertEqual(step.end(10).status, 75)

    def test_code_that_closes_its_output_is_awaited_all_the_same(self):
        ended = self.run_step({"kind": "shell", "script": "echo a; exec >&- 2>&-; sleep 0.3; exit 3"})
        self.assert_failed(ended, "exit 3")
        self.assertEqual(ended.text, "a\n")

    def test_the_code_lives_while_the_driver_does(self):
        step = self.start("print('fine')", lifeline=True)
        self.assert_succeeded(step.end())


class Leftovers(StepTest):
    def test_grandchildren_in_the_group_die_with_the_code(self):
        ended = self.run_step({"kind": "shell", "script": "sleep 60 & echo $!"})
        self.assert_succeeded(ended)
        self.assert_dead(int(ended.text))
        self.assertLess(ended.seconds, 5)

    @unittest.skipUnless(has_proc(), "needs /proc")
    def test_grandchildren_in_a_session_of_their_own_die_too(self):
        code = """
            import subprocess, sys
            child = subprocess.Popen(["sleep", "60"], start_new_session=True)
            print(child.pid)
        """
        ended = self.run_step(code)
        self.assert_succeeded(ended)
        self.assert_dead(int(ended.text))

    @unittest.skipUnless(has_proc(), "needs /proc")
    def test_they_die_on_a_timeout_too(self):
        code = """
            import subprocess, time
            print(subprocess.Popen(["sh", "-c", "trap '' TERM; sleep 60"], start_new_session=True).pid, flush=True)
            time.sleep(60)
        """
        ended = self.run_step(code, timeout=0.5, grace=0.5)
        self.assert_state(ended, "timed-out")
        self.assert_dead(int(ended.text))

    def test_a_survivor_that_keeps_the_pipe_open_does_not_hang_the_step(self):
        # It hides: another session, and an environment without the token.
        code = """
            import subprocess
            print(subprocess.Popen(["sleep", "30"], start_new_session=True, env={}).pid)
        """
        ended = self.run_step(code)
        os.kill(int(ended.text), signal.SIGKILL)
        self.assert_succeeded(ended)
        self.assertLess(ended.seconds, 5)


class MuchOutput(StepTest):
    def test_200_mb_pass_in_a_few_seconds_and_little_memory(self):
        code = """
            import os
            block = (b"epoch 1 loss 0.25\\n" * 4000)[:65536]
            for _ in range(3200):
                os.write(1, block)
        """
        # A secret makes it harder: every block is searched.
        step = self.start(code, secrets=["TOKEN"], environ={"TOKEN": "hunter2-hunter2"})
        peak = 0
        while step.process.poll() is None:
            peak = max(peak, _resident_kilobytes(step.process.pid))
            time.sleep(0.02)
        ended = step.end()
        self.assert_succeeded(ended)
        self.assertEqual(len(ended.log), 3200 * 65536)
        self.assertLess(ended.result["code_seconds"], 10)
        self.assertLess(peak, 60_000)

    def test_binary_output_passes_as_it_is(self):
        data = bytes(range(256)) * 1000 + b"\xff\xfe"
        self.write("data", data)
        ended = self.run_step(["cat", "data"])
        self.assertEqual(ended.log, data)


class FullDevice(StepTest):
    def test_code_that_fills_its_device_is_told(self):
        with _tiny_device(self) as folder:
            code = "open('big', 'wb', buffering=0).write(b'x' * 10_000_000)\nopen('big2', 'wb').write(b'x')\nraise SystemExit(3)"
            self.root = folder
            self.assert_failed(
                self.run_step(code), "exit 3; no space left on the device that holds the working directory"
            )

    def test_a_store_that_is_full_is_named(self):
        with _tiny_device(self) as folder:
            self.store = folder
            ended = self.run_step(
                "open('model.bin', 'wb').write(b'x' * 10_000_000)",
                outputs={"model": {"kind": "artifact", "path": "model.bin"}},
            )
            reason = 'no space left on the device that holds the store: output "model" does not fit'
            self.assert_failed(ended, reason)
            self.assertEqual(os.listdir(folder), [])

    def test_a_scratch_folder_that_is_full_is_named(self):
        with _tiny_device(self) as folder:
            self.scratch = folder
            with open(os.path.join(folder, "ballast"), "wb", buffering=0) as file:
                file.write(b"x" * 10_000_000)
            ended = self.run_step("print(1)", params={"a": "x" * 100})
            self.assert_failed(ended, "no space left on the device that holds the step's files")


class _tiny_device:
    """A file system of 1 MiB, where we may mount one."""

    def __init__(self, test):
        self._test = test
        self.folder = tempfile.mkdtemp(prefix="automl-tiny-")

    def __enter__(self):
        if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=1m tmpfs {self.folder} 2>/dev/null") != 0:
            os.rmdir(self.folder)
            self._test.skipTest("can't mount a tmpfs here")
        return self.folder

    def __exit__(self, *_):
        os.system(f"umount {self.folder}")
        os.rmdir(self.folder)


def _resident_kilobytes(pid):
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmRSS")), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    unittest.main()
