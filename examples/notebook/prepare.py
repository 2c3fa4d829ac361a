"""Split scikit-learn's diabetes data (442 patients, 10 measurements) into a train and a test file."""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

data = load_diabetes()
header = ",".join([*data.feature_names, "progression"])
rows = np.column_stack([data.data, data.target])

Path("data").mkdir(exist_ok=True)
for name, part in zip(("train", "test"), train_test_split(rows, test_size=0.25, random_state=7)):
    np.savetxt(f"data/{name}.csv", part, fmt="%.6g", delimiter=",", header=header, comments="")
    print(f"{name}: {len(part)} patients")
