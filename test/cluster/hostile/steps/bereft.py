"""One child waits to be taken away, the others end."""
import time

import automl

if automl.param("alpha", 0) == 2:
    time.sleep(600)
