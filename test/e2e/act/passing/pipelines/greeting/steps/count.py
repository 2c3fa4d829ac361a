import json
import os
import pathlib

letter = pathlib.Path(os.environ["AUTOML_INPUTS"], "letter").read_text()
with open(os.environ["AUTOML_METRICS"], "a") as metrics:
    metrics.write(json.dumps({"letters": len(letter)}) + "\n")
pathlib.Path(os.environ["AUTOML_SUMMARY"]).write_text("The letter says *%s*.\n" % letter)
