"""Gives every secret away in every way there is, and as `facts` how long each is."""

import base64
import json
import os
import sys
import urllib.parse

import automl

names = ["TOKEN", "FIRST", "API_KEY", "PEM", "ONE_KEY", "OF_GIVEN"]
values = {name: os.environ[name] for name in names}
for name, value in values.items():
    for text in (value, json.dumps(value), base64.b64encode(value.encode()).decode(), urllib.parse.quote(value, safe="")):
        print(name, text)
        print(name, text, file=sys.stderr)
automl.output("leak", values["API_KEY"])
automl.output("facts", {"lengths": {name: len(value) for name, value in values.items()}, "open": os.environ["GREETING"]})
automl.label("leak", values["ONE_KEY"])
with open(os.environ["AUTOML_SUMMARY"], "w") as file:
    file.write("# a page with %s and %s\n" % (values["TOKEN"], values["PEM"]))
raise ValueError("no %s here" % values["FIRST"])
