"""Train one kind of model, named on the command line, and score it by cross-validation."""

import json
import sys
from pathlib import Path

import automl
import joblib
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from wine import read

kind = sys.argv[1]
seed = automl.param("seed", 7)
trees = automl.param("trees", 100)
model = {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression()),
    "forest": RandomForestClassifier(trees, random_state=seed),
    "boosting": GradientBoostingClassifier(n_estimators=trees, max_depth=2, random_state=seed),
}[kind]

features, x, y = read(automl.input("train", "data/train.csv"))
folds = StratifiedKFold(5, shuffle=True, random_state=seed)
scores = cross_validate(model, x, y, cv=folds, scoring=["accuracy", "neg_log_loss"])
# Rounded, so that the last bits of another processor don't make it another result.
accuracy = round(scores["test_accuracy"].mean(), 4)
log_loss = round(-scores["test_neg_log_loss"].mean(), 4)
automl.metric("accuracy", accuracy)
automl.metric("log_loss", log_loss)
print(f"{kind}: accuracy {accuracy}, log loss {log_loss} in 5-fold cross-validation")

folder = Path("out", kind)
folder.mkdir(parents=True, exist_ok=True)
joblib.dump({"features": features, "model": model.fit(x, y)}, folder / "model.joblib")
(folder / "scores.json").write_text(json.dumps({"accuracy": accuracy, "log_loss": log_loss}))
