"""Whether the kernel killed a process because memory ran out, as the control group counts it."""

import re


def oom_kills():
    """The number of out-of-memory kills in our control group so far; None where it can't be read."""
    for path in _counters():
        try:
            with open(path, encoding="ascii") as file:
                found = re.search(r"^oom_kill (\d+)$", file.read(), re.MULTILINE)
        except (OSError, ValueError):
            continue
        if found:
            return int(found.group(1))
    return None


def no_memory(spec):
    """The end of a sentence about what the kernel has killed, with what helps where the step has a limit of its own."""
    said = "; the kernel killed a process because memory had run out"
    return said + ": raise resources.memory" if spec.in_pod else said


def _counters():
    try:
        with open("/proc/self/cgroup", encoding="utf-8") as file:
            groups = [line.rstrip("\n").split(":", 2) for line in file]
    except OSError:
        return
    for _, controllers, path in filter(lambda group: len(group) == 3, groups):
        if not controllers:
            yield f"/sys/fs/cgroup{path}/memory.events"
        elif "memory" in controllers.split(","):
            yield f"/sys/fs/cgroup/memory{path}/memory.oom_control"
    yield "/sys/fs/cgroup/memory.events"  # in a container, which sees its own group as the root
    yield "/sys/fs/cgroup/memory/memory.oom_control"
