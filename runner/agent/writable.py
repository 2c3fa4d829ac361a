"""Folders that may be written, on machines and in images that lock most of them."""

import os


def may_fill(folder):
    """Whether the folder can be written, or made."""
    while not os.path.lexists(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)
