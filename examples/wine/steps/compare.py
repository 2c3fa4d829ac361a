"""Pick the model with the lowest log loss, test it on wines that no model has seen, and show the result."""

import json
import shutil
from pathlib import Path

import automl
import joblib
import matplotlib
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score
from wine import read

matplotlib.use("Agg")  # draw without a screen

folders = {name: Path(automl.input(name, f"out/{name}")) for name in ("logistic", "forest", "boosting")}
scores = {name: json.loads((folder / "scores.json").read_text()) for name, folder in folders.items()}
ranking = sorted(scores, key=lambda name: scores[name]["log_loss"])
best = ranking[0]

features, x, y = read(automl.input("test", "data/test.csv"))
predicted = joblib.load(folders[best] / "model.joblib")["model"].predict(x)
accuracy = round(accuracy_score(y, predicted), 4)

Path("out").mkdir(exist_ok=True)
shutil.copy(folders[best] / "model.joblib", "out/best.joblib")

automl.output("best", best)
automl.metric("accuracy", accuracy)
automl.summary(f"**{best}** has the lowest log loss of {len(ranking)}: it classifies {accuracy:.1%} of {len(y)} unseen wines right.")
automl.table([{"model": name, **scores[name]} for name in ranking], title="Cross-validation, by log loss (lower is better)")
matrix = ConfusionMatrixDisplay.from_predictions(y, predicted, cmap="Blues", colorbar=False)
automl.figure(matrix.figure_, "confusion", title=f"Where {best} errs on unseen wines")
print(f"{best} has the lowest log loss; accuracy on unseen wines {accuracy}")
