"""Folders include one another in one direction only, and each outside library is known to the folders that wrap it."""

import re

from source import Fault, cpp_files, main, without_comments

# docs/architecture.md has the reasons.
MAY_INCLUDE = {
    "base": set(),
    "domain": {"base"},
    "config": {"base", "domain"},
    "store": {"base", "domain"},
    "contract": {"base", "domain"},
    "import": {"base", "domain", "config", "store", "contract", "spreadsheet"},
    "live": {"base"},
    "spreadsheet": {"base"},
    "evidence": {"base"},
    "oidc": {"base", "contract"},
    "publish": {"base", "domain", "config", "store", "contract", "live"},
    "api": {"base", "domain", "store", "contract", "import", "publish", "spreadsheet", "evidence", "oidc"},
    "net": {"base", "api", "live"},
}
MAY_INCLUDE["app"] = {*MAY_INCLUDE}
MAY_INCLUDE["commands"] = {*MAY_INCLUDE}
# main.cpp lives in no folder and only dispatches.
MAY_INCLUDE["."] = {"base", "commands"}

# Header prefix -> the folders or files that may name it.
LIBRARIES = {
    "sqlite3.h": {"store/sqlite.cpp"},
    "nlohmann/": {"contract"},
    "toml++/": {"config", "import"},
    "CLI/": {"commands"},
    "boost/asio": {"net", "app"},
    "boost/beast": {"net", "app"},
    "boost/math": {"domain"},
    "date/": {"base/civil_time.cpp"},
    "openssl/": {"base"},
    "zlib.h": {"base"},
    "zip.h": {"spreadsheet"},
    "pugixml.hpp": {"spreadsheet"},
    "xlsxwriter.h": {"spreadsheet"},
    "jpeglib.h": {"evidence"},
    "png.h": {"evidence"},
    "curl/": {"oidc"},
}


def check(root):
    server = root / "server"
    for path in cpp_files(root, "server"):
        name = path.relative_to(server).as_posix()
        folder = name.split("/")[0] if "/" in name else "."
        if folder not in MAY_INCLUDE:
            yield Fault(path, 0, f"the folder server/{folder} is not in the table of who may include whom; "
                                 "add it to docs/architecture.md and tests/lint/includes.py, or move the file")
            continue
        text = without_comments(path.read_text())
        for number, line in enumerate(text.splitlines(), 1):
            own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            outside = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            if own:
                included = own.group(1)
                target = included.split("/")[0]
                if not (server / included).is_file():
                    yield Fault(path, number, f'"{included}" is no file of server/; '
                                              'write "folder/file.hpp" for ours and <…> for others')
                elif target != folder and target not in MAY_INCLUDE[folder]:
                    allowed = ", ".join(sorted(MAY_INCLUDE[folder])) or "nothing of ours"
                    yield Fault(path, number, f"{folder} may not include {target} (it may include: {allowed}); "
                                              "move the code to a folder that may, or pass it in as a value")
            elif outside:
                for prefix, wrappers in LIBRARIES.items():
                    if outside.group(1).startswith(prefix) and not wrappers & {folder, name}:
                        yield Fault(path, number, f"only {', '.join(sorted(wrappers))} may include <{prefix}…>; "
                                                  "use what that offers")


if __name__ == "__main__":
    main(check)
