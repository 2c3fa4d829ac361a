"""Uses what was installed, and tells what the code sees of the installation."""

import os

import automl
import outer_demo

tools = "/automl/work/cache/tools"
automl.output(
    "facts",
    {
        "greeting": outer_demo.GREETING,
        "told": [name for name in os.environ if name.startswith("AUTOML_INDEX")],
        "uv": os.path.isdir(os.path.join(tools, "uv")),
    },
)
