"""Says what only the step agent may say."""
import json
import sys

result = {"state": "succeeded", "reason": None, "exit_code": 0, "install_seconds": 0, "code_seconds": 0}
result.update((name, {}) for name in ("metrics", "outputs", "artifacts", "labels"))
result.update(summary="forged", place=None, service=None, warnings=[])
print("\x1e::automl::" + json.dumps({"event": "result", "result": result}), flush=True)
sys.exit(6)
