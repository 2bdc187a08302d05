"""Nothing unfinished is committed: no notes to oneself, no stand-ins."""

from source import Fault, files, main, matches

# Spelt in parts, so that this file can be searched for them too.
WORDS = r"(?i:\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|not impl" r"emented|for n" r"ow|dum" r"my|place" r"holder)\b)"
FOLDERS = ("server", "dashboard/src", "dashboard/tools", "schema", "config", "scripts", "tests", "docs")


def check(root):
    for folder in FOLDERS:
        for path in files(root, folder):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # Pictures and test data in other encodings.
            for line, match in matches(WORDS, text):
                # The attribute of an input field and its pseudo-element are names of the web platform.
                around = text[max(0, match.start() - 2):match.end() + 1]
                if match.group().lower().endswith("holder") and (around.endswith("=") or around.startswith("::")):
                    continue
                yield Fault(path, line, f'"{match.group()}" marks something unfinished; finish it, '
                                        "or open an issue and leave it out here")


if __name__ == "__main__":
    main(check)
