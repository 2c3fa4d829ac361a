"""asker.py HOST PORT: asks a service all the time, and prints each second as JSON what was answered to whom.

Who asks: `fresh` with a connection for each of 20 requests a second, `kept` with one connection for as many requests,
`slow` twice a second for an answer that takes a second.
"""

import collections
import http.client
import json
import socket
import sys
import threading
import time

host, port = sys.argv[1], int(sys.argv[2])
# Seconds.
patience = 2
tolerance = 0.5
addresses = [socket.gethostbyname(host)]
lock = threading.Lock()
answers = collections.defaultdict(collections.Counter)
failures = []
stalls = collections.deque(maxlen=1000)


def note(who, began, answer, why):
    with lock:
        if why is None:
            answers[who][answer] += 1
        else:
            failures.append({"who": who, "at": began, "took": round(time.time() - began, 2), "why": why})


def ask(connection, path):
    """What was answered, and what is wrong with it."""
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode(errors="replace").strip()
    return text, None if response.status == 200 else f"status {response.status}: {text[:200]}"


def ask_once(who, path, seconds):
    began = time.time()
    connection = http.client.HTTPConnection(addresses[0], port, timeout=patience + seconds)
    try:
        note(who, began, *ask(connection, path))
    except (OSError, http.client.HTTPException) as error:
        note(who, began, None, f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def ask_by_itself(who, path, every, seconds=0):
    """However long an answer takes, the next request is on time."""
    for _ in ticks(every):
        threading.Thread(target=ask_once, args=(who, path, seconds), daemon=True).start()


def ask_on_one_connection(who, path, every):
    connection = None
    for _ in ticks(every):
        began = time.time()
        is_new = connection is None
        try:
            connection = connection or http.client.HTTPConnection(addresses[0], port, timeout=patience)
            note(who, began, *ask(connection, path))
            if connection.sock is None:
                connection = None
        except (OSError, http.client.HTTPException) as error:
            if connection is not None:
                connection.close()
            connection = None
            # A server may close a connection on which nothing happens; every client then asks again on another one:
            # https://www.rfc-editor.org/rfc/rfc9112.html#section-9.3.1
            closed = isinstance(error, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError))
            if closed and not is_new:
                ask_once(who, path, 0)
            else:
                note(who, began, None, f"{type(error).__name__}: {error}")


def look_up():
    """As clients do that remember an address for a while: that names can always be looked up is nothing of ours."""
    for _ in ticks(1):
        try:
            addresses[0] = socket.gethostbyname(host)
        except socket.gaierror:
            pass


def ticks(every):
    due = time.monotonic()
    while True:
        yield
        due += every
        time.sleep(max(0, due - time.monotonic()))


def watch_myself():
    """Where this program itself was not run in time, no answer in time means nothing."""
    while True:
        before = time.time()
        time.sleep(0.1)
        after = time.time()
        if after - before > tolerance:
            stalls.append((before, after))


def is_excused(failure):
    began, ended = failure["at"], failure["at"] + failure["took"]
    return any(began <= after and before <= ended for before, after in stalls)


def tell():
    while True:
        time.sleep(1)
        with lock:
            # Only when `watch_myself` must have seen it too.
            told = [failure for failure in failures if failure["at"] + failure["took"] < time.time() - 1]
            failures[:] = [failure for failure in failures if failure not in told]
            counted = [failure for failure in told if not is_excused(failure)]
            line = {"answers": answers, "failures": counted, "excused": len(told) - len(counted)}
            text = json.dumps(line)
            answers.clear()
        print(text, flush=True)


for target, args in [
    (watch_myself, ()),
    (look_up, ()),
    (ask_by_itself, ("fresh", "/", 0.05)),
    (ask_by_itself, ("slow", "/?seconds=1", 0.5, 1)),
    (ask_on_one_connection, ("kept", "/", 0.05)),
]:
    threading.Thread(target=target, args=args, daemon=True).start()
tell()
