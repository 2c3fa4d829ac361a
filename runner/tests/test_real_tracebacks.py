"""What real programs print when they fail, in this Python and in others: error, message, and the deepest line of the project."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import StepTest
from agent.tracebacks import last_traceback

# Files that the programs share; site-packages stands for an installed package.
FILES = {
    "deep.py": "import json\n\ndef load(text):\n    return json.loads(\n        text,\n    )\n",
    "lib/bad.py": "x = 1\ny = = 2\n",
    "lib/__init__.py": "",
    "env/lib/python3.12/site-packages/vendor.py": "def call(f):\n    return f()\n\ndef fail():\n    raise OSError('gone')\n",
}
JSON = "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"

# What is tried; the program; error, message (its beginning), file:line of the place.
PROGRAMS = [
    (
        "raised from another",
        "try:\n    {}['x']\nexcept KeyError as e:\n    raise ValueError('two') from e",
        ("ValueError", "two", "a.py:4"),
    ),
    (
        "raised while another was handled",
        "def f():\n    {}['x']\ntry:\n    f()\nexcept KeyError:\n    1 / 0",
        ("ZeroDivisionError", "division by zero", "a.py:6"),
    ),
    ("in the standard library", "import deep\ndeep.load('{')", ("JSONDecodeError", JSON, "deep.py:4")),
    (
        "in an installed package that the project called",
        "import vendor\nvendor.fail()",
        ("OSError", "gone", "a.py:2"),
    ),
    (
        "in the project, called by an installed package",
        "import vendor\ndef f():\n    return [].pop()\nvendor.call(f)",
        ("IndexError", "pop from empty list", "a.py:3"),
    ),
    ("a syntax error in the file itself", "x = = 1", ("SyntaxError", "invalid syntax", "a.py:1")),
    ("a syntax error in an imported file", "import lib.bad", ("SyntaxError", "invalid syntax", "lib/bad.py:2")),
    (
        "wrong indentation",
        "def f():\nx = 1",
        ("IndentationError", "expected an indented block", "a.py:2"),
    ),
    (
        "a name that a module of the project lacks",
        "\nfrom deep import nothing",
        ("ImportError", "cannot import name 'nothing' from 'deep'", "a.py:2"),
    ),
    ("a module that is missing", "import no.such", ("ModuleNotFoundError", "No module named 'no'", "a.py:1")),
    (
        "a statement of several lines",
        "x = (1 +\n     {}['a']\n     + 2)",
        ("KeyError", "'a'", "a.py:2"),
    ),
    (
        "a recursion of two functions",
        "def f(n): return g(n)\n\ndef g(n):\n    return f(n)\nf(1)",
        ("RecursionError", "maximum recursion depth exceeded", None),
    ),
    (
        "a class that a function made",
        "def f():\n    class Boom(Exception): pass\n    raise Boom('x')\nf()",
        ("Boom", "x", "a.py:3"),
    ),
    (
        "another one that is ignored while Python ends",
        "class A:\n    def __del__(self): raise TypeError('late')\na = A()\nraise ValueError('real')",
        ("ValueError", "real", "a.py:4"),
    ),
    (
        "another one in what is called at the end",
        "import atexit\ndef f(): raise ValueError('late')\natexit.register(f)\n1 / 0",
        ("ZeroDivisionError", "division by zero", "a.py:4"),
    ),
    (
        "a log message that can't be formatted",
        "import logging\nlogging.error('%d', 'x')\nraise ValueError('real')",
        ("ValueError", "real", "a.py:3"),
    ),
    ("only a log message that can't be formatted", "import logging\nlogging.error('%d', 'x')\nexit(1)", None),
    (
        "a thread, and then the program for another reason",
        "import threading\ndef f(): raise ValueError('thread')\n"
        "t = threading.Thread(target=f)\ntry:\n    1 / 0\nfinally:\n    t.start(); t.join()",
        ("ZeroDivisionError", "division by zero", "a.py:5"),
    ),
    (
        "a thread, which the program only counts",
        "import threading\ndef f(): raise ValueError('thread')\n"
        "t = threading.Thread(target=f); t.start(); t.join()\nexit(1)",
        ("ValueError", "thread", "a.py:2"),
    ),
    (
        "one that was printed before, and then another one",
        "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\nraise OSError('second')",
        ("OSError", "second", "a.py:6"),
    ),
    (
        "a process of a pool: where it failed there",
        "import multiprocessing, deep\nif __name__ == '__main__':\n"
        "    with multiprocessing.Pool(1) as pool:\n        pool.map(deep.load, ['{'])",
        ("JSONDecodeError", JSON, "deep.py:4"),
    ),
    (
        "a program that this one has started",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', '1 / 0'], check=True)",
        ("CalledProcessError", "Command", "a.py:2"),
    ),
    (
        "behind a progress bar",
        "import sys\nsys.stderr.write('\\r 50%|#####     | 5/10 [00:01<00:01]')\nraise ValueError('half')",
        ("ValueError", "half", "a.py:3"),
    ),
    (
        "a path that is told relative to the folder of the start",
        "exec(compile('\\n1 / 0', 'deep.py', 'exec'))",
        ("ZeroDivisionError", "division by zero", "deep.py:2"),
    ),
    ("text that only looks like one", "print('ValueError: by hand')\nprint('  File \"a.py\", line 3')\nexit(1)", None),
]

GROUP = """  + Exception Group Traceback (most recent call last):
  |   File "ROOT/a.py", line 8, in <module>
  |     asyncio.run(main())
  |   File "/usr/lib/python3.12/asyncio/runners.py", line 194, in run
  |     return runner.run(main)
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "ROOT/a.py", line 3, in one
    |     deep.load("{")
    |     ~~~~~~~~~^^^^^
    |   File "ROOT/deep.py", line 4, in load
    |     return json.loads(
    |            ~~~~~~~~~~^
    |         x,
    |         ^^
    | ValueError: first
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "ROOT/a.py", line 5, in two
    | OSError: second
    +------------------------------------
"""
# Of torchrun, which writes the rank before each line; those of two ranks come at the same time.
RANKS = """[rank1]: Traceback (most recent call last):
[rank1]:   File "ROOT/a.py", line 30, in <module>
[rank1]:     main()
[rank1]:   File "ROOT/deep.py", line 4, in load
[rank1]:     loss.backward()
[rank1]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.
W1122 02:00:00.000 17 torch/distributed/elastic: Sending process 18 closing signal SIGTERM
"""
WORKER = """Traceback (most recent call last):
  File "ROOT/a.py", line 9, in <module>
    for batch in loader:
  File "/opt/conda/lib/python3.11/site-packages/torch/_utils.py", line 733, in reraise
    raise exception
ValueError: Caught ValueError in DataLoader worker process 0.
Original Traceback (most recent call last):
  File "/opt/conda/lib/python3.11/site-packages/torch/utils/data/_utils/worker.py", line 351, in _worker_loop
    data = fetcher.fetch(index)
  File "ROOT/deep.py", line 2, in __getitem__
    raise ValueError("bad index")
ValueError: bad index
"""
NOISY = """Traceback (most recent call last):
  File "ROOT/a.py", line 9, in <module>
    fit()
INFO: epoch 3 began
loss: 0.31
  File "ROOT/deep.py", line 4, in fit
\r 60%|######    | 6/10
    raise ValueError("x")
ready
ValueError: x
wandb: Waiting for W&B process to finish...
wandb: Run summary:
"""
# The cause is the project's, and what it led to is all in a library.
LIBRARY = """Traceback (most recent call last):
  File "ROOT/deep.py", line 4, in load
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/usr/lib/python3.12/contextlib.py", line 158, in __exit__
    self.gen.throw(value)
RuntimeError: generator didn't stop
"""

# As other versions and programs print them.
PRINTED = [
    (
        "an exception group: what its first member says, where that was",
        GROUP,
        ("ExceptionGroup", "unhandled errors in a TaskGroup (2 sub-exceptions); the first: ValueError: first", "deep.py:4"),
    ),
    ("a prefix of each line", RANKS, ("OutOfMemoryError", "CUDA out of memory. Tried to allocate 2.00 GiB.", "deep.py:4")),
    ("a traceback in a message", WORKER, ("ValueError", "bad index", "deep.py:2")),
    ("other lines in between", NOISY, ("ValueError", "x", "deep.py:4")),
    ("a cause in the project", LIBRARY, ("RuntimeError", "generator didn't stop", "deep.py:4")),
    (
        "a file with quotes and blanks in its name",
        'Traceback (most recent call last):\n  File "ROOT/größe "1" x.py", line 2, in <module>\nValueError: x\n',
        ("ValueError", "x", 'größe "1" x.py:2'),
    ),
]


class RealTracebacks(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="automl-traceback-"))
        self.addCleanup(shutil.rmtree, self.root)
        for name, text in {**FILES, 'größe "1" x.py': ""}.items():
            self.write(name, text)

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")

    def check(self, text, expected):
        found = last_traceback(text)
        place = found and found.place(self.root)
        if expected is None:
            self.assertIsNone(found, text)
            return
        error, message, where = expected
        self.assertIsNotNone(found, text)
        self.assertEqual((found.error, found.message[: len(message)]), (error, message), text)
        if where:
            self.assertEqual(place and f"{place['file']}:{place['line']}", where, text)
        else:
            self.assertEqual(place and place["file"], "a.py", text)

    def test_of_programs(self):
        paths = [self.root, os.path.join(self.root, "env/lib/python3.12/site-packages")]
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
        for what, program, expected in PROGRAMS:
            with self.subTest(what):
                self.write("a.py", program)
                done = subprocess.run(
                    [sys.executable, "a.py"],
                    cwd=self.root,
                    env=variables,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                )
                self.assertEqual(done.returncode, 1)
                self.check(done.stdout.decode("utf-8", "replace"), expected)

    def test_of_other_versions_and_programs(self):
        for what, text, expected in PRINTED:
            with self.subTest(what):
                self.check(text.replace("ROOT", self.root), expected)


class InAStep(StepTest):
    def test_a_message_of_megabytes_hides_nothing(self):
        ended = self.run_step("import sys\nraise ValueError('wide ' + 'x' * 10_000_000)")
        self.assertTrue(ended.result["reason"].startswith("exit 1: ValueError in step.py:2: wide xxx"))

    def test_one_that_was_printed_long_before_is_not_the_reason(self):
        code = "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\n"
        ended = self.run_step(code + "for n in range(9_000): print('epoch', n, 'done')\nraise SystemExit(1)")
        self.assert_failed(ended, "exit 1")

    def test_a_relative_path_is_one_of_the_working_directory(self):
        self.write("jobs/part.py", "")
        ended = self.run_step("exec(compile('\\n1 / 0', 'part.py', 'exec'))", directory="jobs")
        self.assertEqual(ended.result["place"]["file"], "jobs/part.py")


if __name__ == "__main__":
    unittest.main()
