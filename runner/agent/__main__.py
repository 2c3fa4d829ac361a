"""The agent's door: `python runner/agent SPEC.json`, or `…/agent/__main__.py`, which starts 6 ms faster."""

import os
import sys

if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    # Run as a folder, Python puts that folder first on the path, where our modules could hide the library's.
    sys.path[:] = [os.path.dirname(here), *(path for path in sys.path if path != here)]
    from agent.main import main

    main(sys.argv[1:])
