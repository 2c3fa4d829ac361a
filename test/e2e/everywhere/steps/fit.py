"""A model whose error is that of its alpha."""

import os

import automl

alpha = automl.param("alpha", 0.5)
with open(automl.input("train"), encoding="utf-8") as file:
    values = [int(line.split(",")[1]) for line in file]
for step in (1, 2):
    automl.metric("rmse", abs(alpha - 0.5) + 0.1 / step, step=step)
os.makedirs("model", exist_ok=True)
with open("model/weights.txt", "w", encoding="utf-8") as file:
    file.write(f"{alpha} {sum(values)}\n")
with open(os.environ["AUTOML_SUMMARY"], "w", encoding="utf-8") as file:
    file.write(f"Fitted *{len(values)}* rows with alpha {alpha}.\n")
