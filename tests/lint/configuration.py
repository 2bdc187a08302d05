"""Every key of a shipped configuration file is explained in the documents."""

import re

from source import Fault, main

# File -> the document that explains its keys to a reader.
DOCUMENTED_IN = {
    "config/safetycell.toml": "docs/operation.md",
    "config/policy.toml": "docs/definitions.md",
}


def check(root):
    for file, document in DOCUMENTED_IN.items():
        path = root / file
        if not path.is_file():
            yield Fault(path, 0, "is missing; the program carries it as its defaults")
            continue
        described = (root / document).read_text() if (root / document).is_file() else ""
        code = " ".join(re.findall(r"`[^`\n]+`", described))
        seen = set()
        for number, line in enumerate(path.read_text().splitlines(), 1):
            # The first part of a dotted key is its name: name.en, name.ru.
            key = re.match(r"([A-Za-z0-9_-]+)[A-Za-z0-9_.-]*\s*=", line)
            if key and key.group(1) not in seen:
                seen.add(key.group(1))
                if not re.search(rf"\b{key.group(1)}\b", code):
                    yield Fault(path, number, f"{key.group(1)} is not explained in {document}; "
                                              f"add it there as `{key.group(1)}`")


if __name__ == "__main__":
    main(check)
