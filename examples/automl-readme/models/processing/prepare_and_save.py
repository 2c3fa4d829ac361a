"""Keep the last two years of the airline passengers (Box and Jenkins, 1949-1960) for the test."""

from pathlib import Path

from models import store

header, *rows = Path(__file__).with_name("passengers.csv").read_text().splitlines()
for name, part in (("train", rows[:-24]), ("test", rows[-24:])):
    store.put(f"data/{name}.csv", "\n".join([header, *part]).encode())
    print(f"{name}: {len(part)} months")
