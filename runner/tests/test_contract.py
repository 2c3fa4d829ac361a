"""What the code of a step sees."""

import json
import os
import platform
import sys
import unittest

from support import StepTest

SHOW = """
import json, os, sys
print(json.dumps({
    "argv": sys.argv, "cwd": os.getcwd(), "env": dict(os.environ), "python": sys.executable,
    "stdin": sys.stdin.read(), "version": sys.version_info[:3], "path": sys.path,
    "params": json.load(open(os.environ["AUTOML_PARAMS"])),
}))
"""


class TheContract(StepTest):
    def show(self, **fields):
        fields.setdefault("code", SHOW)
        ended = self.run_step(**fields)
        self.assert_succeeded(ended)
        return json.loads(ended.text)

    def test_a_step_that_ends_well_succeeds_with_an_empty_result(self):
        ended = self.run_step("print('hello')")
        result = self.assert_succeeded(ended)
        self.assertEqual(ended.text, "hello\n")
        self.assertEqual(ended.events, ["running", "result"])
        self.assertEqual(ended.messages[0]["python"], platform.python_version())
        self.assertEqual(ended.status, 0)
        self.assertEqual((result["reason"], result["exit_code"], result["warnings"]), (None, 0, []))
        self.assertEqual((result["metrics"], result["outputs"], result["artifacts"], result["labels"]), ({},) * 4)
        self.assertEqual((result["summary"], result["place"], result["service"]), (None,) * 3)

    def test_params_come_as_variables_and_as_a_file(self):
        seen = self.show(params={"alpha": 0.5, "n-jobs": 3, "name": "x y", "deep": True})
        env = seen["env"]
        self.assertEqual(
            [env["PARAM_" + name] for name in ("ALPHA", "N_JOBS", "NAME", "DEEP")], ["0.5", "3", "x y", "true"]
        )
        self.assertEqual(seen["params"], {"alpha": 0.5, "n-jobs": 3, "name": "x y", "deep": True})

    def test_the_step_knows_who_it_is(self):
        env = self.show()["env"]
        names = ("RUN_ID", "WORKFLOW", "STAGE", "STEP", "COMMIT", "ITERATION", "ATTEMPT")
        self.assertEqual(
            [env["AUTOML_" + name] for name in names], ["run-1", "wine", "train", "forest", "abc123", "", "1"]
        )
        self.assertNotIn("AUTOML_ITEM", env)

    def test_a_child_of_a_fan_out_knows_its_iteration_and_item(self):
        identity = {**self.spec()["identity"], "iteration": 2, "attempt": 3}
        env = self.show(identity=identity, item={"fold": 2})["env"]
        self.assertEqual((env["AUTOML_ITERATION"], env["AUTOML_ATTEMPT"]), ("2", "3"))
        self.assertEqual(json.loads(env["AUTOML_ITEM"]), {"fold": 2})

    def test_an_item_of_null_is_an_item(self):
        self.assertEqual(self.show(item=None)["env"]["AUTOML_ITEM"], "null")

    def test_the_agent_s_own_variables_pass_except_for_how_the_driver_talks_to_it(self):
        env = self.show(environ={"MINE": "1", "AUTOML_LIFELINE": ""}, env={"MORE": "2"})["env"]
        self.assertEqual((env["MINE"], env["MORE"], env["PYTHONUNBUFFERED"]), ("1", "2", "1"))
        self.assertNotIn("AUTOML_CONTROL_FD", env)
        self.assertNotIn("AUTOML_LIFELINE", env)

    def test_the_control_channel_is_closed_to_the_code(self):
        ended = self.run_step("import os\nprint(sorted(map(int, os.listdir('/dev/fd'))))")
        self.assert_succeeded(ended)
        self.assertLessEqual(len(json.loads(ended.text)), 4, ended.text)  # 0, 1, 2 and the listing's own

    def test_standard_input_is_empty_and_the_working_directory_is_the_step_s(self):
        self.write("sub/x")
        seen = self.show(directory="sub")
        self.assertEqual((seen["stdin"], seen["cwd"]), ("", os.path.join(self.root, "sub")))

    def test_arguments_arrive_untouched(self):
        self.write("steps/a.py", SHOW)
        seen = self.show(code={"kind": "python", "file": "steps/a.py", "args": ["--name", "a b", "$HOME", ""]})
        self.assertEqual(seen["argv"][1:], ["--name", "a b", "$HOME", ""])

    def test_modules_of_the_project_and_the_helper_can_be_imported(self):
        self.write("lib/tool.py", "x = 1")
        ended = self.run_step("import lib.tool, automl\nprint(automl.__file__)")
        self.assert_succeeded(ended)
        self.assertTrue(ended.text.strip().endswith("runner/python/automl.py"), ended.text)

    def test_a_module_automl_of_the_project_wins_with_a_warning(self):
        self.write("automl.py", "x = 'mine'")
        ended = self.run_step("import automl\nprint(automl.x)")
        result = self.assert_succeeded(ended)
        self.assertEqual(ended.text, "mine\n")
        self.assertEqual(len(result["warnings"]), 1)
        self.assertIn("automl.py", result["warnings"][0])

    def test_the_step_s_own_python_path_comes_first(self):
        self.write("own/tool.py", "x = 'own'")
        self.write("tool.py", "x = 'root'")
        self.write("steps/main.py", "import tool, automl; print(tool.x)")
        code = {"kind": "python", "file": "steps/main.py", "args": []}
        ended = self.run_step(code, env={"PYTHONPATH": os.path.join(self.root, "own")})
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "own\n")

    def test_python_in_a_command_or_script_is_the_interpreter_of_the_step(self):
        show = "import sys; print(sys.version_info[:3], sys.prefix)"
        expected = f"{sys.version_info[:3]} {sys.prefix}\n"
        for code in (
            ["python", "-c", show],
            ["python3", "-c", show],
            {"kind": "shell", "script": f"python -c '{show}'"},
        ):
            self.assertEqual(self.run_step(code).text, expected)

    def test_a_script_is_run_by_sh(self):
        ended = self.run_step({"kind": "shell", "script": "set -e\nx=1; echo $((x + 1)) | cat\n"})
        self.assertEqual(ended.text, "2\n")

    def test_standard_output_and_error_come_in_order(self):
        ended = self.run_step({"kind": "shell", "script": "for i in 1 2 3; do echo o$i; echo e$i >&2; done"})
        self.assertEqual(ended.text, "o1\ne1\no2\ne2\no3\ne3\n")

    def test_a_program_that_was_written_to_a_closed_pipe_dies_as_usual(self):
        ended = self.run_step({"kind": "shell", "script": "yes | head -n 1"})
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "y\n")

    def test_without_a_channel_messages_are_framed_in_the_log(self):
        ended = self.run_step(
            "import sys\nprint('\\x1e::automl::{\"event\":\"result\"}')\nsys.stdout.write('no newline')",
            environ={"AUTOML_CONTROL_FD": None},
        )
        lines = ended.text.split("\n")
        frames = [json.loads(line[11:]) for line in lines if line.startswith("\x1e::automl::")]
        self.assertEqual([frame["event"] for frame in frames], ["running", "result"])
        self.assertEqual(frames[1]["result"]["state"], "succeeded")
        self.assertIn('***{"event":"result"}', lines)  # the code can't speak for the agent
        self.assertIn("no newline", lines)

    def test_the_folder_can_be_run_as_well(self):
        import subprocess

        from support import RUNNER

        self.write("step.py", "print('hi')")
        path = self.write("../spec.json", json.dumps(self.spec()))
        done = subprocess.run(
            [sys.executable, "-I", os.path.join(RUNNER, "agent"), path],
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"hi\n", done.stdout)


class ASpecThatCantBeUsed(StepTest):
    def test_another_version_is_refused(self):
        self.assert_failed(
            self.run_step("", version=2),
            f"the spec {self.base}/spec.json has version 2; this agent reads version 1",
        )

    def test_a_field_that_is_not_there_is_named(self):
        import support

        spec = self.spec()
        del spec["grace"]
        self.spec = lambda **_: spec
        ended = support.StepTest.run_step(self, "")
        self.assert_failed(ended, f"the spec {self.base}/spec.json has no 'grace'")

    def test_a_script_that_does_not_exist_is_named(self):
        self.assert_failed(self.run_step({"kind": "python", "file": "nope.py", "args": []}), "nope.py was not found")

    def test_a_working_directory_that_does_not_exist_is_named(self):
        self.assert_failed(self.run_step("", directory="x/y"), 'the working directory "x/y" does not exist')

    def test_a_nul_character_is_refused(self):
        self.assert_failed(
            self.run_step("", params={"a": "x\0y"}), "the value of the variable PARAM_A holds a NUL character"
        )


if __name__ == "__main__":
    unittest.main()
