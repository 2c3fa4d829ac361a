raise ValueError("Input X contains NaN")
