"""What a step's code may use to talk to its run: parameters, inputs, metrics, outputs, figures.

    import automl

    alpha = automl.param("alpha", 0.5)
    train = automl.input("train", "data/train.csv")
    automl.metric("rmse", 0.71, step=3)
    automl.artifact("model", "model/")

Nothing here is needed: all of it is environment variables and files, which any program can read and write (see
AUTOML_PARAMS, AUTOML_INPUTS, AUTOML_OUTPUT, AUTOML_METRICS, AUTOML_SUMMARY, AUTOML_LABELS, AUTOML_ARTIFACTS).
Outside a run every function works too: defaults are returned, values are checked, and nothing is written.

One file, standard library only, Python 3.8 and later.
"""

import json
import os

__all__ = [
    "AutomlError",
    "artifact",
    "figure",
    "in_run",
    "input",
    "label",
    "metric",
    "output",
    "param",
    "secret",
    "summary",
    "table",
]

MOST_ROWS = 50  # of a table in the summary
_NOTHING = object()


class AutomlError(Exception):
    """A parameter, input, secret or value that is not there or not usable; the message says what to do."""


def in_run() -> bool:
    """Whether this code runs as a step."""
    return "AUTOML_RUN_ID" in os.environ


def param(name: str, default=_NOTHING):
    """The run's value of a parameter: an int, float, str or bool.

    `default` is returned when the run has no such parameter, or outside a run, and it sets the type: with 0.5 a
    value of 1 comes as 1.0. Raises AutomlError without a value and a default, or when the value does not fit.
    """
    values = _params()
    if name not in values:
        if default is not _NOTHING:
            return default
        raise AutomlError(
            f'there is no parameter "{name}": add it to `params:` of the workflow file, or give a default'
        )
    value = values[name]
    if default is _NOTHING or default is None:
        return value
    return _as_type_of(default, name, value)


def input(name: str, default=None) -> str:  # the word of the workflow file
    """The path of an input, a file or a folder, as a string.

    `default` is the path to use when the step has no such input, as outside a run. Raises AutomlError when there
    is neither.
    """
    folder = os.environ.get("AUTOML_INPUTS")
    if folder:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    if default is not None:
        return os.fspath(default)
    raise AutomlError(f'there is no input "{name}": wire it in `inputs:` of the step, or give a path as default')


def metric(name: str, value, step=None) -> None:
    """Records a number: anything that `float()` takes, also NaN and infinities.

    `step` is the epoch or iteration, an int; the last value of a name is the one that gates and sweeps see.
    Raises TypeError or ValueError for what is no number.
    """
    if not isinstance(name, str) or not name or name == "step":
        raise ValueError(f"a metric's name must be a non-empty string other than 'step', not {name!r}")
    record = {name: value if isinstance(value, int) and not isinstance(value, bool) else float(value)}
    if step is not None:
        record["step"] = int(step)
    _append("AUTOML_METRICS", json.dumps(record) + "\n")


def output(name: str, value) -> None:
    """Sets a scalar output that the workflow file declares as `{type: int|float|str|bool|json}`.

    A string is written as it is; everything else as JSON. Raises TypeError for what JSON can't hold.
    """
    text = value if isinstance(value, str) else json.dumps(_plain(value), default=_plain)
    _write_value("AUTOML_OUTPUT", name, text)


def artifact(name: str, data, file=None) -> str:
    """Keeps a file or folder (a path) or bytes as an artifact of the run; no declaration is needed.

    The data is copied at once. `file` is its name among the artifacts: by default the path's own, or `name` for
    bytes. Returns where the copy lies; outside a run nothing is copied and the path is returned. Raises
    AutomlError when there is nothing at the path.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        data = os.path.abspath(os.fspath(data))
        if not os.path.exists(data):
            raise AutomlError(f'the artifact "{name}" does not exist: nothing at {data}')
    shown = file or (name if not isinstance(data, str) else os.path.basename(data))
    root = os.environ.get("AUTOML_ARTIFACTS")
    if not root:
        return data if isinstance(data, str) else shown
    folder = os.path.join(root, _simple(name))
    _clear(folder)
    target = os.path.join(folder, _simple(shown))
    if not isinstance(data, str):
        with open(target, "wb") as copy:
            copy.write(data)
    elif os.path.isdir(data):
        import shutil

        shutil.copytree(data, target, symlinks=True)
    else:
        import shutil

        shutil.copy2(data, target)
    return target


def figure(fig, name: str = "figure", title=None) -> None:
    """Keeps a figure as the PNG artifact `name`, and mentions it in the summary.

    `fig` is a matplotlib figure (or anything with `savefig`), a plotly figure (`write_image`), or the bytes or
    path of a PNG. Outside a run nothing is drawn. Raises TypeError for anything else.
    """
    if isinstance(fig, (bytes, bytearray, memoryview)):
        png = bytes(fig)
    elif isinstance(fig, (str, os.PathLike)):
        with open(fig, "rb") as file:
            png = file.read()
    elif hasattr(fig, "savefig") or hasattr(fig, "write_image"):
        png = _drawn(fig) if in_run() else b""
    else:
        raise TypeError(f"figure() takes a figure with savefig(), PNG bytes or a path, not {type(fig).__name__}")
    artifact(name, png, f"{name}.png")
    summary(f"**{_cell(title or name)}**: see the artifact `{name}` ({name}.png)\n")


def table(rows, title=None, columns=None) -> None:
    """Adds a table to the summary, at most 50 rows of it.

    `rows` is a list of dicts, a list of lists (with `columns` as the heads), a dict of columns, or a DataFrame of
    pandas or polars. Cells are shown by `str()`, floats with 6 significant digits.
    """
    heads, body, count = _rows_of(rows, columns)
    if not heads:
        return
    lines = [f"**{_cell(title)}**\n"] if title else []
    lines.append("| " + " | ".join(_cell(head) for head in heads) + " |")
    lines.append("|" + " --- |" * len(heads))
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in body]
    if count > len(body):
        lines.append(f"\n+{count - len(body)} more")
    summary("\n".join(lines) + "\n")


def summary(markdown: str) -> None:
    """Adds Markdown to the step's page in the report. A page of more than 64 KiB is cut."""
    _append("AUTOML_SUMMARY", markdown if markdown.endswith("\n\n") else markdown.rstrip("\n") + "\n\n")


def secret(name: str, default=_NOTHING) -> str:
    """The value of a secret: the environment variable of that name.

    Raises AutomlError when it is not set and there is no default.
    """
    value = os.environ.get(name)
    if value is not None:
        return value
    if default is not _NOTHING:
        return default
    raise AutomlError(f'the secret "{name}" is not set: name its Secret in `secrets:` of the step, or set the variable')


def label(key: str, value) -> None:
    """Marks the run with a key and a value, for people to find it by. Both are cut to 200 characters."""
    _write_value("AUTOML_LABELS", key, str(value))


def _params():
    path = os.environ.get("AUTOML_PARAMS")
    if not path:
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def _as_type_of(default, name, value):
    kind = type(default)
    fits = {
        bool: isinstance(value, bool),
        int: isinstance(value, int) or (isinstance(value, float) and value.is_integer()),
        float: isinstance(value, (int, float)),
        str: True,
    }
    if kind not in fits:
        return value
    if not fits[kind] or (kind in (int, float) and isinstance(value, bool)):
        raise AutomlError(
            f'the parameter "{name}" is {value!r}, which is no {kind.__name__} as its default {default!r}'
        )
    if kind is str and isinstance(value, bool):
        return json.dumps(value)
    return kind(value)


def _plain(value):
    """The Python value in a number of numpy, torch and the like; arrays become lists."""
    if isinstance(value, (str, int, float, bool, list, tuple, dict, type(None))):
        return value
    for convert in ("tolist", "item"):
        if hasattr(value, convert):
            return getattr(value, convert)()
    raise TypeError(f"an output must be text, a number, a bool or JSON, not {type(value).__name__}")


def _write_value(variable, key, text):
    if not key or any(character in key for character in "=\n\r") or "<<" in key:
        raise ValueError(f"{key!r} can't be a name: it must be one line without '=' and '<<'")
    if "\n" in text or "\r" in text:
        end = "END_" + os.urandom(8).hex()
        _append(variable, f"{key}<<{end}\n{text}\n{end}\n")
    else:
        _append(variable, f"{key}={text}\n")


def _append(variable, text):
    path = os.environ.get(variable)
    if path:
        # One write, so that lines of several processes don't mix.
        with open(path, "ab", buffering=0) as file:
            file.write(text.encode("utf-8", "replace"))


def _simple(name):
    if not name or name in (".", "..") or "/" in name or "\0" in name:
        raise ValueError(f"{name!r} can't be the name of an artifact: it must be a plain file name")
    return name


def _clear(folder):
    if os.path.isdir(folder):
        import shutil

        shutil.rmtree(folder)
    os.makedirs(folder)


def _drawn(fig):
    import io

    buffer = io.BytesIO()
    if hasattr(fig, "savefig"):
        fig.savefig(buffer, format="png", bbox_inches="tight")
    else:
        fig.write_image(buffer, format="png")
    return buffer.getvalue()


def _rows_of(rows, columns):
    """The heads, the first rows, and the number of all rows of whatever `table` takes."""
    if hasattr(rows, "itertuples"):  # pandas
        return columns or list(rows.columns), list(rows.head(MOST_ROWS).itertuples(index=False, name=None)), len(rows)
    if hasattr(rows, "iter_rows"):  # polars
        return columns or list(rows.columns), list(rows.head(MOST_ROWS).iter_rows()), len(rows)
    if isinstance(rows, dict):
        rows, columns = list(zip(*rows.values())), columns or list(rows)
    rows = list(rows)
    if rows and isinstance(rows[0], dict):
        columns = columns or list(dict.fromkeys(key for row in rows for key in row))
        rows = [[row.get(head, "") for head in columns] for row in rows]
    return columns or ([""] * len(rows[0]) if rows else []), rows[:MOST_ROWS], len(rows)


def _cell(value):
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "<br>")
