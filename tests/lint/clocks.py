"""Time is injected: the clocks of the machine are read in one header, and by the sockets' deadlines."""

from source import Fault, cpp_files, main, matches, without_comments

CLOCKS = r"\b(system_clock|steady_clock|high_resolution_clock|file_clock)\s*::\s*now\b|\b(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)"


def check(root):
    server = root / "server"
    for path in cpp_files(root, "server"):
        name = path.relative_to(server).as_posix()
        if name == "base/clock.hpp" or name.startswith("net/"):
            continue
        for line, match in matches(CLOCKS, without_comments(path.read_text())):
            yield Fault(path, line, f"{match.group()} reads the machine's clock; take `now` as an argument, "
                                    "or a Clock where it is first read")


if __name__ == "__main__":
    main(check)
