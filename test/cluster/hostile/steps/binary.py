"""Prints every byte there is, a thousand times, and fails."""
import os

for number in range(1000):
    os.write(1, bytes(range(256)) + b"<%d>\n" % number)
os._exit(4)
