"""A service as a team writes it: `python app.py`, or `gunicorn app:app`."""

import time

from flask import Flask, request

REVISION = "@REVISION@"
app = Flask(__name__)
# @FIRST@


@app.get("/")
def answer():
    time.sleep(float(request.args.get("seconds", 0)))
    return REVISION


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
