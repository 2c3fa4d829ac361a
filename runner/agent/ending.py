"""Why a step ends before its time: the two exceptions that carry it to the result."""


class Failure(Exception):
    """The step failed, and the message is the reason: one plain sentence for people."""

    def __init__(self, reason, exit_code=None, place=None):
        super().__init__(reason)
        self.exit_code = exit_code
        self.place = place


class Stopped(Exception):
    """Somebody stopped the step. `cause` is 'cancelled', 'timed-out' or 'orphaned' (the driver died)."""

    def __init__(self, cause):
        super().__init__(cause)
        self.cause = cause


def disk_full(error):
    """Whether an OSError says that there is no space (or no quota) left."""
    import errno

    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def storage_failure(error, what, device):
    """The Failure for an OSError met while reading or writing `what`, on the device that holds `device`."""
    if disk_full(error):
        return Failure(f"no space left on the device that holds {device}: {what} does not fit")
    where = f": {error.filename}" if error.filename else ""
    return Failure(f"{what} can't be read or written: {error.strerror or error}{where}")
