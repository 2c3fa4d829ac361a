"""The monthly series, and how both models see it."""

import csv

import numpy as np

LAGS = (1, 12, 13)  # what SARIMA(1,1,0)(1,1,0)[12] looks back on


def read(data):
    """Return the logarithms of the passengers in the bytes of a CSV file."""
    rows = csv.DictReader(data.decode().splitlines())
    return np.log([float(row["passengers"]) for row in rows])


def changes(series):
    """Return the monthly change of the yearly growth: this has neither trend nor season."""
    return np.diff(series[12:] - series[:-12])


def regression(series):
    """Return the matrix of lagged changes and the changes that followed them."""
    change = changes(series)
    start = max(LAGS)
    return np.column_stack([change[start - lag : len(change) - lag] for lag in LAGS]), change[start:]


def forecast(model, series, months):
    """Return the passengers of the months after the series, each forecast used for the next."""
    series = np.array(series)
    for _ in range(months):
        change = model.predict([changes(series)[[-lag for lag in LAGS]]])[0]
        series = np.append(series, series[-1] + series[-12] - series[-13] + change)
    return np.exp(series[-months:])
