"""Read the files that prepare.py writes."""

import csv

import numpy as np


def read(path):
    """Return the names of the measurements, a matrix of them, and the class of every wine."""
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    return header[:-1], np.array([row[:-1] for row in rows], dtype=float), np.array([row[-1] for row in rows])
