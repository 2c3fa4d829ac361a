"""Forecast the two years kept back with each model and save the one that errs least."""

import pickle

import numpy as np

from models import series, store

train, test = (series.read(store.get(f"data/{name}.csv")) for name in ("train", "test"))
models = {name: pickle.loads(store.get(f"{store.RELEASE}/{name}.pickle")) for name in ("sarimax", "xgboost")}
errors = {}
for name, model in models.items():
    predicted = series.forecast(model, train, len(test))
    errors[name] = np.mean(abs(predicted / np.exp(test) - 1))
    print(f"{name}: mean error {errors[name]:.1%} over {len(test)} months")

best = min(errors, key=errors.get)
saved = {"name": best, "model": models[best], "series": np.concatenate([train, test])}
store.put(f"{store.RELEASE}/best.pickle", pickle.dumps(saved))
print(f"{best} is the best")
