"""Migrations are named 0001_what.sql, 0002_what.sql, … without gaps: the number is the version of the schema."""

import re

from source import Fault, main


def check(root):
    folder = root / "schema" / "migrations"
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    if not paths:
        yield Fault(folder, 0, "there are no migrations; the first is 0001_….sql")
    expected = 1
    for path in paths:
        match = re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", path.name)
        if not match:
            yield Fault(path, 0, "a migration is named like 0001_what_it_does.sql; rename it")
            continue
        if int(match.group(1)) != expected:
            yield Fault(path, 0, f"expected number {expected:04d} here; number migrations in order, without gaps or twice")
        expected = int(match.group(1)) + 1


if __name__ == "__main__":
    main(check)
