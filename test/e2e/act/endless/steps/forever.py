"""A step with a child and a grandchild that would outlive it."""

import os
import subprocess
import time

child = subprocess.Popen(["sh", "-c", "sleep 900 & echo $!; wait"], stdout=subprocess.PIPE, text=True)
grandchild = child.stdout.readline().strip()
with open(os.environ["PARAM_PIDS"] + ".part", "w") as file:
    file.write(f"{os.getpid()} {child.pid} {grandchild}")
os.rename(os.environ["PARAM_PIDS"] + ".part", os.environ["PARAM_PIDS"])
while True:
    time.sleep(1)
