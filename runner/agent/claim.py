"""A step's place in the store: of pods that may all still run, since a node was lost, only the last one writes there."""

import os

from .ending import Failure, storage_failure

OWNER = ".owner"


class Claim:
    """Whoever took the folder last has it. One that was never taken forbids nothing."""

    def __init__(self, folder, token):
        self.folder = folder
        self._token = token
        self._taken = False
        self._made = False

    def take(self):
        """Raises Failure where nothing can be written: before the code has run in vain."""
        path = os.path.join(self.folder, OWNER)
        passing = f"{path}.{self._token}"
        try:
            self._made = not os.path.isdir(self.folder)
            os.makedirs(self.folder, exist_ok=True)
            with open(passing, "x") as file:
                file.write(self._token)
            os.rename(passing, path)
        except OSError as error:
            raise storage_failure(error, "a first file", "the store") from error
        self._taken = True

    def check(self):
        """Raises Failure when another pod has it: nobody waits for the result of this one any more."""
        if self._taken and not self._is_mine():
            raise Failure("another pod of this step has taken its place")

    def release(self):
        """Best effort: the files are what counts. Nobody who comes late finds his own mark here."""
        if not self._taken or not self._is_mine():
            return
        try:
            os.unlink(os.path.join(self.folder, OWNER))
            if self._made and not os.listdir(self.folder):
                os.rmdir(self.folder)
        except OSError:
            pass

    def passing(self, name):
        """Where a file or folder of that name may be written before it is whole; what others left there is removed."""
        from .tree import remove

        for entry in os.listdir(self.folder):
            if entry.startswith(f".{name}.") and entry.endswith(".part"):
                remove(os.path.join(self.folder, entry))
        return os.path.join(self.folder, f".{name}.{self._token}.part")

    def _is_mine(self):
        try:
            with open(os.path.join(self.folder, OWNER)) as file:
                return file.read() == self._token
        except OSError:
            return False
