"""A result document that no termination message can hold."""
import json
import os

with open(os.environ["AUTOML_SUMMARY"], "w") as file:
    file.write("z" * 100_000)
with open(os.environ["AUTOML_OUTPUT"], "a") as file:
    file.write("numbers=" + json.dumps(list(range(2000))) + "\n")
