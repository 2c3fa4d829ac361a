"""Write what the model has learned as a table for people."""

import os

import automl
import joblib

saved = joblib.load(automl.input("model", "out/model.joblib"))
weights = sorted(zip(saved["features"], saved["model"].coef_), key=lambda pair: -abs(pair[1]))

if "R2" in os.environ:
    automl.summary(f"The model explains {float(os.environ['R2']):.0%} of the variance of new patients.")
automl.table([{"measurement": name, "weight": round(weight)} for name, weight in weights], title="Strongest first")
for name, weight in weights:
    print(f"{name:4} {weight:7.0f}")
