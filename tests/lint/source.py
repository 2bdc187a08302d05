"""What the lint tests share: finding files, looking at C++ without its comments, and telling faults.

A lint test is a Python file with `check(root)`, which yields a Fault for everything it dislikes under the checkout
`root`. Run as a program it prints them, one a line, and ends with 1 when there were any.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

SKIPPED = 77  # What ctest takes for "not run".


@dataclass(frozen=True)
class Fault:
    path: Path
    line: int  # 0: the file as a whole.
    message: str  # What is wrong and what to do.


def files(root, folder, *suffixes):
    """The files under root/folder with one of these suffixes (any, if none is given), in a stable order."""
    found = []
    for path in sorted((root / folder).rglob("*")):
        parts = path.relative_to(root).parts
        if "node_modules" in parts or "dist" in parts or "results" in parts or not path.is_file():
            continue
        if not suffixes or path.suffix in suffixes:
            found.append(path)
    return found


def cpp_files(root, folder):
    return files(root, folder, ".cpp", ".hpp")


def without_comments(text):
    """C++ with comments and the insides of string literals blanked, so that lines and columns stay where they are."""
    token = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
        re.DOTALL,
    )

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    # The split gives what stands between the includes, then an include, and so on; what an include names stays.
    parts = re.split(r"(^[ \t]*#[ \t]*include[^\n]*$)", text, flags=re.MULTILINE)
    return "".join(part if i % 2 else token.sub(blank, part) for i, part in enumerate(parts))


def matches(pattern, text):
    """(line, match) for every place where the pattern stands."""
    for match in re.finditer(pattern, text):
        yield text.count("\n", 0, match.start()) + 1, match


def main(check):
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    faults = list(check(root))
    for fault in faults:
        path = fault.path.relative_to(root) if fault.path.is_relative_to(root) else fault.path
        print(f"{path}:{fault.line}: {fault.message}" if fault.line else f"{path}: {fault.message}")
    sys.exit(1 if faults else 0)
