"""Reads the stock list and prints what must be ordered again."""

import csv
import sys

REORDER_BELOW = 12


def scarce_items(rows):
    """Yield the name and amount of every article that is about to run out."""
    for row in rows:
        amount = int(row["on_hand"])
        if amount < REORDER_BELOW:
            yield row["article"], amount


if __name__ == "__main__":
    with open(sys.argv[1], newline="", encoding="utf-8") as handle:
        for name, amount in scarce_items(csv.DictReader(handle)):
            print(f"{name}: {amount}")
