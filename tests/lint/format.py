"""Every C++ file is as clang-format 14 leaves it. Another version formats differently, so only 14 will do."""

import re
import shutil
import subprocess
import sys

from source import SKIPPED, Fault, cpp_files, main

FORMATTER = "clang-format-14"


def check(root):
    paths = [*cpp_files(root, "server"), *cpp_files(root, "tests")]
    if not paths:
        return
    run = subprocess.run([FORMATTER, "--dry-run", "-Werror", "--style=file", *map(str, paths)],
                         cwd=root, capture_output=True, text=True, check=False)
    told = {}
    for match in re.finditer(r"^(.+?):(\d+):\d+: error: ", run.stderr, re.MULTILINE):
        told.setdefault(root / match.group(1), int(match.group(2)))
    for path, line in told.items():
        yield Fault(path, line, f"not formatted; run: {FORMATTER} -i {path.relative_to(root)}")
    if run.returncode != 0 and not told:
        yield Fault(root / ".clang-format", 0, f"{FORMATTER} failed: {run.stderr.strip()}")


if __name__ == "__main__":
    if shutil.which(FORMATTER) is None:
        print(f"NOT CHECKED: {FORMATTER} is not installed. Install it: apt-get install clang-format-14")
        sys.exit(SKIPPED)
    main(check)
