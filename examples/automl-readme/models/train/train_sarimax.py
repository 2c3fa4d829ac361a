"""Fit a seasonal autoregression, SARIMA(1,1,0)(1,1,0)[12], by conditional least squares."""

import pickle

from sklearn.linear_model import LinearRegression

from models import series, store

x, y = series.regression(series.read(store.get("data/train.csv")))
model = LinearRegression(fit_intercept=False).fit(x, y)
print("coefficients of lags", dict(zip(series.LAGS, model.coef_.round(3).tolist())))
store.put(f"{store.RELEASE}/sarimax.pickle", pickle.dumps(model))
