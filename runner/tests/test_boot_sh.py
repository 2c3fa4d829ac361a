"""boot.sh: a step in an image without Python, with every shell of this machine that images have."""

import os
import shutil
import subprocess
import time
import unittest

from pods import PodTest, tgz


class Cases:
    """What every shell must do; the classes below name the shell."""

    shell = []

    def run_sh(self, script, environ=None):
        return self.end_container(self.start_sh(script, environ))

    def start_sh(self, script, environ=None):
        boot = os.path.join(self.base, "injected", "boot.sh")
        return self.start_container([*self.shell, boot], {"AUTOML_SH": script, **(environ or {})})

    def message(self, ended):
        """The termination message: the fields before `output`, and what comes after it."""
        head, separator, output = ended.termination.decode().partition("output\n")
        self.assertEqual((head.split("\n")[0], separator), ("automl-sh/1", "output\n"))
        return dict(line.split("=", 1) for line in head.split("\n")[1:-1]), output

    def test_the_command_gets_its_words_and_variables_and_its_exit_code_is_told(self):
        self.write("sub/data.txt", "data")
        self.write("run.sh", 'cat data.txt; printf "<%s>" "$@" "$PARAM_A"; echo; exit 3', mode=0o755)
        data = tgz(self.project)
        self.inject("source.tgz.000", data[:30])
        self.inject("source.tgz.001", data[30:])
        script = "export PARAM_A='it'\\''s\n$HOME'\nexport AUTOML_STEP='s'\nset -- '../run.sh' 'a b' '' '$x'"
        ended = self.run_sh(script, {"AUTOML_DIRECTORY": "sub"})
        self.assertEqual((ended.status, ended.text), (3, "data<a b><><$x><it's\n$HOME>\n"))
        self.assertEqual(self.message(ended), ({"exit": "3"}, ""))

    def test_outputs_come_raw_and_cut(self):
        ended = self.run_sh("""set -- sh -c 'printf "rows=3\nx=ü\n" >> "$AUTOML_OUTPUT"'""")
        self.assertEqual(self.message(ended), ({"exit": "0"}, "rows=3\nx=ü\n"))
        ended = self.run_sh("""set -- sh -c 'printf "%05000d" 1 >> "$AUTOML_OUTPUT"'""")
        self.assertEqual(self.message(ended), ({"exit": "0", "cut": "1"}, "0" * 3500))

    def test_the_files_and_folders_of_the_contract_are_there(self):
        script = """set -- sh -c 'for name in OUTPUT METRICS SUMMARY LABELS; do
            eval "path=\\$AUTOML_$name"; test -f "$path" || echo "no $name"; done
            test -d "$AUTOML_INPUTS" && test -d "$AUTOML_ARTIFACTS" && test -w "$HOME" && test -w "$TMPDIR" &&
            echo ok'"""
        self.assertEqual(self.run_sh(script).text, "ok\n")

    def test_how_the_driver_talks_to_the_pod_is_not_the_code_s_business(self):
        environ = {"AUTOML_SPEC": "x", "AUTOML_TIMEOUT": "60", "work": "mine", "AUTOML_INDEX_PASSWORD": "x"}
        ended = self.run_sh("set -- env", environ)
        names = [line.partition("=")[0] for line in ended.text.split("\n")]
        kept = {"AUTOML_OUTPUT", "AUTOML_METRICS", "AUTOML_SUMMARY", "AUTOML_LABELS"}
        kept |= {"AUTOML_INPUTS", "AUTOML_ARTIFACTS"}
        self.assertEqual({name for name in names if "automl" in name.lower()}, kept)
        self.assertIn("work=mine", ended.text)

    def test_a_child_of_an_indexed_job_runs_its_own_text(self):
        self.put("children/0.sh", "set -- echo zero\n")
        self.put("children/1.sh", "set -- echo one\n")
        self.assertEqual(self.run_sh("", {"JOB_COMPLETION_INDEX": "1"}).text, "one\n")

    def test_a_step_that_needs_python_ends_with_a_sentence(self):
        sentence = "this step needs Python 3.8 or newer in its image, which has none"
        ended = self.run_sh("")
        self.assertEqual((ended.status, ended.text), (127, sentence + "\n"))
        self.assertEqual(self.message(ended), ({"exit": "127", "reason": sentence}, ""))

    def test_a_command_that_is_not_there_is_127(self):
        ended = self.run_sh("set -- no-such-program")
        self.assertEqual((ended.status, self.message(ended)[0]), (127, {"exit": "127"}))

    def test_a_missing_working_directory_is_named(self):
        ended = self.run_sh("set -- true", {"AUTOML_DIRECTORY": "no/where"})
        self.assertEqual(ended.status, 1)
        self.assertEqual(self.message(ended)[0]["reason"], 'the working directory "no/where" does not exist')

    def test_a_project_that_can_t_be_unpacked_is_not_run(self):
        self.inject("source.tgz.000", b"no archive")
        ended = self.run_sh("set -- echo ran")
        self.assertEqual((ended.status, self.message(ended)[0]["reason"]), (1, "the project can't be unpacked"))

    def test_an_image_without_tar_runs_without_the_files(self):
        if subprocess.run([*self.shell, "-c", "PATH=/; command -v tar"], stdout=subprocess.DEVNULL).returncode == 0:
            self.skipTest("this shell is busybox, which is a tar too")
        self.inject("source.tgz.000", tgz(self.project))
        programs = os.path.join(self.base, "programs")
        os.mkdir(programs)
        for name in ("sh", "rm", "mkdir", "cat", "wc", "dd", "sleep", "gzip"):
            os.symlink(shutil.which(name), os.path.join(programs, name))
        ended = self.run_sh("set -- echo ran", {"PATH": programs})
        self.assertEqual(
            (ended.status, ended.text),
            (0, "the image has no tar or no gzip: the step runs without the files of the project\nran\n"),
        )

    def test_term_reaches_the_code_and_its_own_exit_is_waited_for(self):
        script = """set -- sh -c 'trap "echo cleaned; exit 5" TERM; echo up; while :; do sleep 0.05; done'"""
        process = self.start_sh(script)
        self.wait_for_line(process, "up")
        process.terminate()
        ended = self.end_container(process)
        self.assertEqual((ended.status, ended.text), (5, "cleaned\n"))
        self.assertEqual(self.message(ended)[0], {"exit": "5", "cancelled": "1"})

    def test_code_that_ignores_term_is_killed_after_the_grace(self):
        script = """set -- sh -c 'trap "" TERM; echo up; while :; do sleep 0.05; done'"""
        process = self.start_sh(script, {"AUTOML_GRACE": "0.2"})
        self.wait_for_line(process, "up")
        process.terminate()
        ended = self.end_container(process)
        self.assertEqual((ended.status, self.message(ended)[0]["cancelled"]), (137, "1"))

    def test_code_that_runs_too_long_is_ended_and_marked(self):
        started = time.monotonic()
        ended = self.run_sh("set -- sleep 30", {"AUTOML_TIMEOUT": "0.3"})
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual((ended.status, self.message(ended)[0]), (143, {"exit": "143", "timed-out": "1"}))

    def test_code_that_is_quicker_than_its_timeout_is_not(self):
        ended = self.run_sh("set -- echo ran", {"AUTOML_TIMEOUT": "5"})
        self.assertEqual((ended.status, ended.text, self.message(ended)[0]), (0, "ran\n", {"exit": "0"}))

    def test_a_container_that_is_started_again_begins_anew(self):
        script = """set -- sh -c 'ls; touch new; echo x=1 >> "$AUTOML_OUTPUT"'"""
        for _ in range(2):
            ended = self.run_sh(script)
            self.assertEqual((ended.text, self.message(ended)[1]), ("", "x=1\n"))

    def test_the_file_is_posix(self):
        boot = os.path.join(self.base, "injected", "boot.sh")
        self.assertEqual(subprocess.run([*self.shell, "-n", boot]).returncode, 0)


class InSh(Cases, PodTest):
    shell = [shutil.which("sh")]


@unittest.skipUnless(shutil.which("dash"), "no dash here")
class InDash(Cases, PodTest):
    shell = [shutil.which("dash")]


@unittest.skipUnless(shutil.which("bash"), "no bash here")
class InBash(Cases, PodTest):
    shell = [shutil.which("bash"), "--posix"]


@unittest.skipUnless(shutil.which("busybox"), "no busybox here")
class InBusybox(Cases, PodTest):
    shell = [shutil.which("busybox"), "sh"]


if __name__ == "__main__":
    unittest.main()
