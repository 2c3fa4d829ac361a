"""GET /?months=12 forecasts the passengers of the next months; each answer is noted in the database of db-secret."""

import os
import pickle
import sqlite3
from contextlib import closing

from flask import Flask, abort, request

from models import series, store

app = Flask(__name__)
best = pickle.loads(store.get(f"{store.RELEASE}/best.pickle"))
database = os.environ.get("DB_FILE", "store/answers.sqlite")


@app.get("/")
def forecast():
    months = request.args.get("months", 12, type=int)
    if not 1 <= months <= 60:
        abort(400, "months must be between 1 and 60")
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("create table if not exists answers (at text default current_timestamp, months int)")
        db.execute("insert into answers (months) values (?)", (months,))
    passengers = series.forecast(best["model"], best["series"], months)
    return {"model": best["name"], "passengers": passengers.round().tolist()}
