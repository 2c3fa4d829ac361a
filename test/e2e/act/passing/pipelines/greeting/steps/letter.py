import base64
import os
import pathlib

letter = " ".join([os.environ["PARAM_GREETING"]] * int(os.environ["PARAM_TIMES"]) + ["world"])
pathlib.Path("out").mkdir()
pathlib.Path("out/letter.txt").write_text(letter)
with open(os.environ["AUTOML_OUTPUT"], "a") as outputs:
    outputs.write("words=%d\n" % len(letter.split()))

# What careless code does with a secret, and what an attacker would print to steer the job.
password = os.environ["MAIL_PASSWORD"]
print("the password is", password)
print("in base64", base64.b64encode(password.encode()).decode())
print("::error::this is a step's text and no command")
print("::set-output name=state::forged")
