"""Tells which files of the project are there, as the output `facts`."""

import os

import automl

names = ["committed.txt", "untracked.txt", "ignored.txt", "sub/here.txt"]
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
found = {}
for name in names:
    path = os.path.join(root, name)
    found[name] = open(path).read() if os.path.exists(path) else None
automl.output("facts", {"cwd": os.path.relpath(os.getcwd(), root), "files": found})
