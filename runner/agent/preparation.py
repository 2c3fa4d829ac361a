"""What is made ready before a service is rolled out: its exact packages, and its inputs in an archive."""

import os
from binascii import b2a_base64

from .layout import make_ready
from .step import Step

PART = 9000  # bytes; in base64 a line that container runtimes write in one piece (16 KiB)


class Preparation(Step):
    """Hands over, through the log, what the pods of a service start from without a store and an index's newest."""

    def _work(self):
        spec = self._spec
        make_ready(spec, self._log, self.result.warn)
        lock = self._lock() if spec.preparation["lock"] else None
        inputs, too_large = self._inputs(spec.preparation["inputs"])
        self._control.send(
            "prepared",
            lock=self._hand_over("lock", lock),
            inputs=self._hand_over("inputs", inputs),
            too_large=too_large,
        )

    def _lock(self):
        """None where there is nothing to install."""
        from .lock import locked

        environment = self._environment()
        if environment.folder is None:
            return None
        secrets = {name: os.environ[name] for name in self._spec.secrets if name in os.environ}
        return locked(environment.folder, secrets).encode()

    def _inputs(self, most):
        """The archive, or None and how large the inputs are, in bytes."""
        spec = self._spec
        if most is None:
            return None, None
        from .packing import pack_inputs

        archive, size = pack_inputs(spec.inputs, os.path.dirname(spec.store), most, self._supervisor.check)
        return archive, size if archive is None else None

    def _hand_over(self, file, data):
        """Sends it in parts; returns what tells that all of it came. None stays None."""
        if data is None:
            return None
        from hashlib import sha256

        for start in range(0, len(data), PART):
            self._supervisor.check()
            piece = b2a_base64(data[start : start + PART], newline=False).decode()
            self._control.send("part", file=file, data=piece)
        return {"bytes": len(data), "sha256": sha256(data).hexdigest()}
