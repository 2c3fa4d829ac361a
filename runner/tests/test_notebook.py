"""Notebooks run by papermill. Slow: the first run on a machine installs papermill, and is skipped where it can't."""

import json
import os
import sys
import tempfile
import unittest

from support import StepTest

CACHE = os.path.join(tempfile.gettempdir(), "automl-runner-tests-cache")  # kept, since the install takes long


def code(source, tags=()):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def notebook(*cells):
    # A kernel of somebody's machine, which is not to be used.
    kernel = {"name": "someone-elses", "display_name": "x", "language": "python"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4})


TEXT = {"cell_type": "markdown", "metadata": {}, "source": "# Title"}
PARAMETERS = code("alpha = 0.5\nname: str = 'a'\nother = 1", ["parameters"])


class Notebooks(StepTest):
    def setUp(self):
        super().setUp()
        os.makedirs(CACHE, exist_ok=True)
        self.cache = CACHE

    def run_notebook(self, *cells, **fields):
        self.write("nb/train.ipynb", notebook(*cells))
        ended = self.run_step({"kind": "notebook", "file": "nb/train.ipynb"}, start_timeout=300, **fields)
        if "could not be installed" in (ended.result["reason"] or ""):
            self.skipTest("papermill can't be installed: " + ended.result["reason"])
        return ended

    def executed(self):
        with open(os.path.join(self.store, "notebook"), encoding="utf-8") as file:
            return json.load(file)

    def test_a_notebook_gets_its_parameters_and_is_kept_as_it_was_executed(self):
        self.write("helper_of_project.py")
        ended = self.run_notebook(
            TEXT,
            PARAMETERS,
            code(
                "import json, os, sys\n"
                "print('values', alpha, name, other, 'unknown' in globals())\n"
                "print('python', sys.version_info[:2], os.getcwd())\n"
                "import helper_of_project, automl\n"
                "automl.metric('rmse', alpha)"
            ),
            params={"alpha": 1e-05, "name": 'größe "😀"\n', "unknown": 3},
            environ={"TOKEN": "hunter2-hunter2"},
            secrets=["TOKEN"],
        )
        result = self.assert_succeeded(ended)
        self.assertIn('values 1e-05 größe "😀"', ended.text)
        self.assertIn(" 1 False", ended.text)
        self.assertIn(f"python {sys.version_info[:2]} {self.root}", ended.text)
        self.assertEqual(result["metrics"], {"rmse": 1e-05})
        kept = result["artifacts"]["notebook"]
        self.assertEqual((kept["kind"], kept["path"]), ("file", "train.ipynb"))
        self.assertIn("values", json.dumps(self.executed()["cells"][3]["outputs"]))

    def test_an_error_names_cell_and_line_and_the_notebook_is_kept_and_masked(self):
        ended = self.run_notebook(
            code("import os\ndef fit(x):\n    raise ValueError('bad ' + x)"),
            TEXT,
            code("alpha = 1", ["parameters"]),
            code("print(os.environ['TOKEN'])\nfit('data')"),
            params={"alpha": 2},
            environ={"TOKEN": "hunter2-hunter2"},
            secrets=["TOKEN"],
        )
        result = self.assert_failed(ended, "ValueError in nb/train.ipynb cell 1 line 3: bad data")
        place = {"file": "nb/train.ipynb", "line": 3, "cell": 1, "error": "ValueError", "message": "bad data"}
        self.assertEqual((result["place"], result["exit_code"]), (place, 1))
        self.assertIn("***", json.dumps(self.executed()))
        self.assertNotIn("hunter2", json.dumps(self.executed()) + ended.text)

    def test_cells_are_counted_without_the_injected_one_and_without_text(self):
        ended = self.run_notebook(
            TEXT, PARAMETERS, code("x = 1"), code("\nimport nothing_like_it"), params={"alpha": 1}
        )
        self.assert_failed(
            ended,
            "ModuleNotFoundError in nb/train.ipynb cell 3 line 2: No module named 'nothing_like_it' (is it in requirements.txt?)",
        )

    def test_when_it_is_cancelled_its_kernel_ends_too(self):
        cells = [code("import os, time\nprint('pid', os.getpid(), flush=True)"), code("time.sleep(60)")]
        self.write("nb/train.ipynb", notebook(*cells))
        fields = {"code": {"kind": "notebook", "file": "nb/train.ipynb"}, "start_timeout": 300, "grace": 1}
        step = self.start(**fields)
        step.wait_for(lambda: b"Executing Cell 2" in step.log or step.process.poll() is not None, "the second cell")
        step.process.terminate()
        ended = step.end()
        if "could not be installed" in (ended.result["reason"] or ""):
            self.skipTest("papermill can't be installed: " + ended.result["reason"])
        self.assert_state(ended, "cancelled")
        self.assert_dead(next(int(line.split()[1]) for line in ended.text.splitlines() if line.startswith("pid ")))


class WhereACellFailed(StepTest):
    """From executed notebooks as older and newer IPython leave them."""

    def failure(self, *cells):
        from agent.notebook import Notebook
        from agent.spec import Spec

        spec = Spec(self.spec(code={"kind": "notebook", "file": "a.ipynb"}))
        os.mkdir(os.path.join(self.scratch, "notebook"))
        with open(os.path.join(self.scratch, "notebook", "a.ipynb"), "w", encoding="utf-8") as file:
            file.write(notebook(*cells))
        return Notebook(spec).failure(1)

    def executed(self, count, *traceback, error="ValueError", tags=(), source="x"):
        cell = {**code(source, tags), "execution_count": count}
        if traceback:
            cell["outputs"] = [
                {"output_type": "error", "ename": error, "evalue": "bad\nmore", "traceback": list(traceback)}
            ]
        return cell

    def test_the_injected_cell_does_not_count(self):
        cells = (
            self.executed(1, tags=["parameters"]),
            self.executed(2, tags=["injected-parameters"]),
            self.executed(3, "Cell \x1b[0;32mIn[3], line 7\x1b[0m\n"),
        )
        self.assertEqual(str(self.failure(*cells)), "ValueError in a.ipynb cell 2 line 7: bad")

    def test_older_ipython_names_its_cells_otherwise(self):
        failure = self.failure(self.executed(1, "File <ipython-input-1-d3f>, line 4, in f(x)\nValueError: bad"))
        self.assertEqual(str(failure), "ValueError in a.ipynb cell 1 line 4: bad")

    def test_a_module_of_the_project_that_a_cell_called_is_where_it_failed(self):
        self.write("deep.py", "x = 1")
        below = "Cell In[1], line 2, in f()\n----> 2 deep.load()\n\nFile {}/deep.py:3, in load(x)\n      2 def load(x):\n----> 3     json\n\n"
        library = "File /usr/lib/python3.12/json/decoder.py:353, in JSONDecoder.raw_decode(self, s)\nValueError: bad"
        failure = self.failure(self.executed(1, below.format(self.root) + library))
        self.assertEqual(str(failure), "ValueError in deep.py:3, called in a.ipynb cell 1 line 2: bad")
        place = {"file": "deep.py", "line": 3, "cell": None, "error": "ValueError", "message": "bad"}
        self.assertEqual(failure.place, place)

    def test_a_syntax_error_in_a_module_is_on_its_line(self):
        self.write("bad.py", "x = = 1")
        text = "Traceback (most recent call last):\n\n  Cell In[1], line 1\n    import bad\n\n  File {}/bad.py:1\n    x = = 1\n        ^\n"
        failure = self.failure(self.executed(1, text.format(self.root), error="SyntaxError"))
        self.assertEqual(str(failure), "SyntaxError in bad.py:1, called in a.ipynb cell 1 line 1: bad")

    def test_without_a_line_the_cell_is_named(self):
        failure = self.failure(self.executed(1, "no place in here"))
        self.assertEqual((str(failure), failure.place["line"]), ("ValueError in a.ipynb cell 1: bad", None))

    def test_a_notebook_without_a_failed_cell_tells_nothing(self):
        self.assertIsNone(self.failure(self.executed(1)))


if __name__ == "__main__":
    unittest.main()
