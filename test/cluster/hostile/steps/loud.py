"""Prints 200 MB."""
import sys

block = ("x" * 99 + "\n") * 1000
for _ in range(2000):
    sys.stdout.write(block)
