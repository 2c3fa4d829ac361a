"""Whether a service answers, whatever it says: a server may listen long before it has loaded what answers."""

import socket
import sys

SECONDS = 4.5  # to connect, and for an answer: together below the probe's own timeout


def ask(port):
    """Returns for a server that speaks something else than HTTP, and closes, too. Raises OSError for no answer."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection:
        connection.settimeout(SECONDS)
        connection.sendall(b"HEAD / HTTP/1.0\r\nHost: localhost\r\n\r\n")
        connection.recv(1)


if __name__ == "__main__":
    try:
        ask(int(sys.argv[1]))
    except OSError as error:
        sys.exit("no answer on port %s: %s" % (sys.argv[1], error))
