"""Split scikit-learn's wine data (178 wines, 13 measurements, 3 growers) into a train and a test file."""

import csv
from pathlib import Path

import automl
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

wine = load_wine()
labels = wine.target_names[wine.target]
x_train, x_test, y_train, y_test = train_test_split(
    wine.data,
    labels,
    test_size=automl.param("test_size", 0.25),
    random_state=automl.param("seed", 7),
    stratify=labels,
)

Path("data").mkdir(exist_ok=True)
for name, rows, classes in (("train", x_train, y_train), ("test", x_test, y_test)):
    with open(f"data/{name}.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*wine.feature_names, "class"])
        writer.writerows([*row.tolist(), label] for row, label in zip(rows, classes))
    print(f"{name}: {len(rows)} wines")

automl.output("rows", len(labels))
