def fit(rows):
    for row in rows:
        if row != row:
            raise ValueError("Input X contains NaN")


print("fitting")
fit([1.0, float("nan")])
