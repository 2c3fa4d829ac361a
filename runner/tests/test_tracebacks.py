"""A traceback in the end of a log becomes a sentence and a place."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import support  # noqa: F401 (puts the agent on the path)
from agent.tracebacks import last_traceback


class Tracebacks(unittest.TestCase):
    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="automl-traceback-"))
        self.addCleanup(shutil.rmtree, self.root)

    def read(self, text, files=("a.py", "lib/b.py")):
        """The traceback of a text, with ROOT for the project: (error, message, file:line of its place)."""
        for name in files:
            os.makedirs(os.path.dirname(os.path.join(self.root, name)), exist_ok=True)
            open(os.path.join(self.root, name), "a").close()
        found = last_traceback(text.replace("ROOT", self.root))
        place = found and found.place(self.root)
        return found and (found.error, found.message, place and f"{place['file']}:{place['line']}")

    def run_python(self, code):
        path = os.path.join(self.root, "a.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(code)
        done = subprocess.run([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return self.read(done.stdout.decode())

    def test_no_traceback_is_none(self):
        self.assertIsNone(self.read("epoch 1\nValueError: printed by hand\n"))

    def test_of_chained_exceptions_the_last(self):
        code = "def f():\n    raise KeyError('x')\ntry:\n    f()\nexcept KeyError as e:\n    raise RuntimeError('second') from e\n"
        self.assertEqual(self.run_python(code), ("RuntimeError", "second", "a.py:6"))

    def test_an_exception_of_one_s_own_without_message(self):
        self.assertEqual(self.run_python("class Boom(Exception): pass\nraise Boom\n"), ("Boom", "", "a.py:2"))

    def test_a_message_of_several_lines_gives_its_first(self):
        self.assertEqual(self.run_python("raise ValueError('one\\ntwo: three')"), ("ValueError", "one", "a.py:1"))

    def test_endless_recursion(self):
        error, message, place = self.run_python("def f(): f()\nf()\n")
        self.assertEqual((error, place), ("RecursionError", "a.py:1"))
        self.assertTrue(message.startswith("maximum recursion depth exceeded"), message)

    def test_what_is_printed_after_it_does_not_matter(self):
        code = "import atexit\natexit.register(print, 'closing: done')\n1/0\n"
        self.assertEqual(self.run_python(code), ("ZeroDivisionError", "division by zero", "a.py:3"))

    def test_an_error_in_an_imported_file_with_a_syntax_error(self):
        text = (
            'Traceback (most recent call last):\n  File "ROOT/a.py", line 1, in <module>\n    import lib.b\n'
            '  File "ROOT/lib/b.py", line 7\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n'
        )
        self.assertEqual(self.read(text), ("SyntaxError", "invalid syntax", "lib/b.py:7"))

    def test_files_of_installed_packages_in_the_project_are_not_the_project_s(self):
        inside = ".venv/lib/python3.9/site-packages/x.py"
        text = (
            'Traceback (most recent call last):\n  File "ROOT/a.py", line 4, in <module>\n    x.f()\n'
            f'  File "ROOT/{inside}", line 9, in f\n    raise errors.Bad(1)\npkg.errors.Bad: 1\n'
        )
        self.assertEqual(self.read(text, ("a.py", inside)), ("Bad", "1", "a.py:4"))

    def test_colours_and_a_cut_beginning_do_no_harm(self):
        text = '  File \x1b[35m"ROOT/a.py"\x1b[0m, line \x1b[35m3\x1b[0m, in f\n    x\n\x1b[1;35mValueError\x1b[0m: \x1b[35mbad\x1b[0m\n'
        self.assertEqual(self.read(text), ("ValueError", "bad", "a.py:3"))

    def test_of_an_exception_group_the_group(self):
        text = (
            '  + Exception Group Traceback (most recent call last):\n  |   File "ROOT/a.py", line 1, in <module>\n'
            '  |     raise ExceptionGroup("many", [ValueError(1)])\n  | ExceptionGroup: many (1 sub-exception)\n'
            "  +-+---------------- 1 ----------------\n    | ValueError: 1\n    +------------------------------------\n"
        )
        self.assertEqual(self.read(text), ("ExceptionGroup", "many (1 sub-exception)", "a.py:1"))

    def test_without_a_file_of_the_project_there_is_no_place(self):
        text = 'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nValueError: x\n'
        self.assertEqual(self.read(text), ("ValueError", "x", None))


if __name__ == "__main__":
    unittest.main()
