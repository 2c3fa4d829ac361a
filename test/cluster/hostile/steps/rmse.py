import sys

import automl

alpha = automl.param("alpha", 0)
if alpha == 4:
    sys.exit(7)
automl.metric("rmse", abs(alpha - 2) + 0.5)
