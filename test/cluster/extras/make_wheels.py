"""make_wheels.py FOLDER OUTER INNER: writes two tiny wheels, `outer_demo` that needs `inner_demo`, and prints their names."""

import base64
import hashlib
import os
import sys
import zipfile


def make(folder, name, version, code, requires=()):
    info = f"{name}-{version}.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {name.replace('_', '-')}", f"Version: {version}"]
    files = {
        f"{name}.py": code,
        f"{info}/METADATA": "\n".join(metadata + [f"Requires-Dist: {wanted}" for wanted in requires]) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: automl\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{digest(text)},{len(text)}\n" for path, text in files.items())
    wheel = f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, wheel), "w") as archive:
        for path, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(path, text)
    return wheel


def digest(text):
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


folder, outer, inner = sys.argv[1:]
print(make(folder, "inner_demo", inner, 'GREETING = "hello from a private index"\n'))
print(make(folder, "outer_demo", outer, "from inner_demo import GREETING\n", [f"inner-demo=={inner}"]))
