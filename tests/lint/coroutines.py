"""Coroutines live in server/net only: g++ 12 destroys some temporaries of a co_await statement twice, and only
there are statements checked for it."""

from source import Fault, cpp_files, main, matches, without_comments


def check(root):
    for path in cpp_files(root, "server"):
        if path.relative_to(root / "server").parts[0] == "net":
            continue
        for line, match in matches(r"\bco_(await|return|yield)\b", without_comments(path.read_text())):
            yield Fault(path, line, f"{match.group()} outside server/net; make this a plain function that net calls")


if __name__ == "__main__":
    main(check)
