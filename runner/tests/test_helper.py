"""`import automl`: the pleasant way to what every program can do by hand."""

import hashlib
import json
import os
import shutil
import tempfile
import unittest
from unittest import mock

import support

import automl


class InARun(support.StepTest):
    def test_a_step_can_use_all_of_it(self):
        source = os.path.join(self.base, "train.csv")
        with open(source, "w", encoding="utf-8") as file:
            file.write("a,b")
        code = """
            import automl, decimal
            assert automl.in_run()
            assert automl.param("alpha", 0.5) == 1.0 and isinstance(automl.param("alpha", 0.5), float)
            assert automl.param("name") == "x" and automl.param("other", 3) == 3
            assert open(automl.input("train", "elsewhere")).read() == "a,b"
            assert automl.secret("TOKEN") == "hunter2-hunter2"
            automl.metric("rmse", decimal.Decimal("0.5"), step=1)
            automl.metric("rmse", float("nan"), step=2)
            automl.metric("count", 3)
            automl.output("rows", 3)
            automl.output("text", "two\\nlines")
            automl.output("ok", True)
            automl.output("list", [1, {"a": None}])
            automl.artifact("model", b"12345")
            open("weights.bin", "wb").write(b"w")
            automl.artifact("weights", "weights.bin")
            automl.figure(b"png", "roc", "ROC curve")
            automl.table([{"model": "a|b", "rmse": 0.123456789}], "Models")
            automl.summary("Done.")
            automl.label("dataset", "wine")
        """
        kinds = {"rows": "int", "text": "str", "ok": "bool", "list": "json"}
        ended = self.run_step(
            code,
            params={"alpha": 1, "name": "x"},
            secrets=["TOKEN"],
            environ={"TOKEN": "hunter2-hunter2"},
            outputs={name: {"kind": "scalar", "type": kind} for name, kind in kinds.items()},
            inputs={"train": {"source": source, "sha256": hashlib.sha256(b"a,b").hexdigest()}},
        )
        result = self.assert_succeeded(ended)
        self.assertEqual(result["metrics"], {"rmse": "NaN", "count": 3})
        self.assertEqual(result["outputs"], {"rows": 3, "text": "two\nlines", "ok": True, "list": [1, {"a": None}]})
        self.assertEqual(
            {name: found["path"] for name, found in result["artifacts"].items()},
            {"model": "model", "weights": "weights.bin", "roc": "roc.png"},
        )
        self.assertEqual(
            result["summary"],
            "**ROC curve**: see the artifact `roc` (roc.png)\n\n"
            "**Models**\n\n| model | rmse |\n| --- | --- |\n| a\\|b | 0.123457 |\n\nDone.\n\n",
        )
        self.assertEqual((result["labels"], result["warnings"]), ({"dataset": "wine"}, []))


class Params(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="automl-helper-")
        self.addCleanup(shutil.rmtree, self.folder)

    def param(self, value, *default):
        path = os.path.join(self.folder, "params.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"x": value}, file)
        with mock.patch.dict(os.environ, {"AUTOML_PARAMS": path}):
            return automl.param("x", *default)

    def test_the_default_sets_the_type(self):
        for value, default, expected in (
            (1, 0.5, 1.0),
            (2.0, 1, 2),
            (3, "a", "3"),
            (True, False, True),
            (True, "a", "true"),
            (1, None, 1),
        ):
            found = self.param(value, default)
            self.assertEqual((found, type(found)), (expected, type(expected)))

    def test_a_value_that_does_not_fit_is_an_error(self):
        for value, default in ((2.5, 1), ("a", 0.5), (1, True), (True, 1)):
            with self.assertRaisesRegex(automl.AutomlError, 'the parameter "x" is .*, which is no '):
                self.param(value, default)


class OutsideARun(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="automl-helper-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AUTOML_", "PARAM_"))}
        patch = mock.patch.dict(os.environ, clean, clear=True)
        patch.start()
        self.addCleanup(patch.stop)

    def test_it_works_and_writes_nothing(self):
        automl.metric("rmse", 0.5)
        automl.output("rows", 1)
        automl.label("a", "b")
        automl.summary("x")
        automl.table([[1]], columns=["a"])
        automl.figure(b"png")
        self.assertEqual(automl.artifact("model", b"x"), "model")
        self.assertFalse(automl.in_run())
        self.assertEqual(os.listdir(self.folder), [])

    def test_defaults_are_returned_and_their_absence_is_an_error_that_helps(self):
        self.assertEqual(
            (automl.param("alpha", 0.5), automl.input("train", "t.csv"), automl.secret("K", "v")), (0.5, "t.csv", "v")
        )
        for call, message in (
            (lambda: automl.param("alpha"), 'there is no parameter "alpha": add it to `params:`'),
            (lambda: automl.input("train"), 'there is no input "train": wire it in `inputs:`'),
            (lambda: automl.secret("NO_SUCH"), 'the secret "NO_SUCH" is not set'),
            (
                lambda: automl.artifact("model", "gone.pkl"),
                'the artifact "model" does not exist: nothing at .*gone.pkl',
            ),
        ):
            with self.assertRaisesRegex(automl.AutomlError, message):
                call()

    def test_what_can_t_be_written_is_an_error_here_too(self):
        for call in (
            lambda: automl.metric("step", 1),
            lambda: automl.metric("x", "high"),
            lambda: automl.output("a=b", 1),
        ):
            self.assertRaises(ValueError, call)
        for call in (lambda: automl.metric("x", None), lambda: automl.output("x", object()), lambda: automl.figure(3)):
            self.assertRaises(TypeError, call)


class Tables(unittest.TestCase):
    def table(self, *arguments, **named):
        folder = tempfile.mkdtemp(prefix="automl-helper-")
        self.addCleanup(shutil.rmtree, folder)
        path = os.path.join(folder, "summary")
        with mock.patch.dict(os.environ, {"AUTOML_SUMMARY": path}):
            automl.table(*arguments, **named)
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_every_form_of_rows_gives_the_same_table(self):
        expected = "| a | b |\n| --- | --- |\n| 1 | x |\n| 2 | y |\n\n"

        class Frame:  # as pandas has it
            columns = ["a", "b"]
            rows = [(1, "x"), (2, "y")]

            def __len__(self):
                return 2

            def head(self, count):
                return self

            def itertuples(self, index, name):
                return iter(self.rows)

        for rows, named in (
            ([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}], {}),
            ([[1, "x"], [2, "y"]], {"columns": ["a", "b"]}),
            ({"a": [1, 2], "b": ["x", "y"]}, {}),
            (Frame(), {}),
        ):
            self.assertEqual(self.table(rows, **named), expected)

    def test_cells_can_t_break_the_table(self):
        self.assertIn("| a\\|b<br>c\\\\ |", self.table([["a|b\nc\\"]], columns=["x"]))

    def test_long_tables_are_cut(self):
        text = self.table([[n] for n in range(60)], columns=["n"])
        self.assertEqual(
            (text.count("\n| "), "+10 more" in text, "| 49 |" in text, "| 50 |" in text), (51, True, True, False)
        )


if __name__ == "__main__":
    unittest.main()
