"""Does what the words of its command line say: see test/cluster/simulated/deed.ts, which does the same without a process."""

import json
import os
import pathlib
import sys
import time

words = [word.partition("=")[::2] for word in sys.argv[1:]]
plain = dict(words)


def named(group):
    return [(name.partition(".")[2], value) for name, value in words if name.partition(".")[0] == group]


for name, value in words:
    if name == "say":
        print(value)
    if name == "tell":
        print(os.environ[value])
for name, value in named("metric"):
    with open(os.environ["AUTOML_METRICS"], "a") as file:
        file.write(json.dumps({name: float(value)}) + "\n")
for name, value in named("output"):
    with open(os.environ["AUTOML_OUTPUT"], "a") as file:
        file.write(f"{name}={value}\n")
for name, value in named("file"):
    pathlib.Path(name).write_text(value)
time.sleep(float(plain.get("seconds", 0)))
early = int(os.environ["AUTOML_ATTEMPT"]) < int(plain.get("fail-before", 0))
sys.exit(1 if early else int(plain.get("exit", 0)))
