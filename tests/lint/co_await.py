"""Statements with co_await that g++ 12 compiles into a double destruction: those with a capturing lambda or a braced
temporary anywhere in them, or with the co_await anywhere but first on its right-hand side. It also refuses some forms
that would be right (a lambda that captures references, `std::string{...}`): one simple rule is easier to keep than a
table of exceptions. It does not see aggregates that are initialised with parentheses: the address sanitizer does."""

import re

from source import Fault, cpp_files, main, matches, without_comments

OPENING = {")": "(", "]": "[", "}": "{"}
CLOSING = {"(": ")", "[": "]", "{": "}"}
BEFORE_A_BLOCK = re.compile(r"([;{}:)]|\b(else|try|do|const|noexcept|override|mutable))\s*$")
CONTROL = re.compile(r"\b(if|while|switch|for)\s*(constexpr\s*)?$")
FIRST = re.compile(
    r"\s*(\[\[\w+\]\]\s*)?"
    r"(co_return\s+|(for\s*\([^;]*:|(if|while|switch)\s*\()\s*|[^=!<>]*[^=!<>+*/|&^%-]=\s*"
    r"|(if|while|switch)\s*\([^=]*[^=!<>]=\s*)?"
)


def start_of_statement(text, at):
    """Where the statement begins that holds the co_await at `at`; and whether it is the head of a control statement."""
    i = at
    while i > 0:
        i -= 1
        c = text[i]
        if c == ";" and not inside_for_head(text, i):
            return i + 1, False
        if c == "}":
            if not re.match(r"\s*[,).?:<>=&|+*/\]-]", text[i + 1:]):
                return i + 1, False
            i = opening(text, i)
        elif c in ")]":
            i = opening(text, i)
        elif c == "(" and CONTROL.search(text[:i]):
            return CONTROL.search(text[:i]).start(), True
        elif c == "{" and (BEFORE_A_BLOCK.search(text[:i]) or i == 0):
            return i + 1, False
    return 0, False


def inside_for_head(text, at):
    """`for (init; co_await ...` is not written here, so every semicolon ends a statement, except in `if (init; ...)`."""
    return bool(re.search(r"\b(if|switch|for)\s*\([^(){};]*(\([^()]*\)[^(){};]*)*$", text[:at]))


def opening(text, at):
    """Where the bracket opens that closes at `at`."""
    wanted, depth = OPENING[text[at]], 0
    for i in range(at, -1, -1):
        if text[i] == text[at]:
            depth += 1
        elif text[i] == wanted:
            depth -= 1
            if depth == 0:
                return i
    return 0


def after_heads(text, start, at):
    """Where the statement begins that a control head without braces leads to: `if (x) co_return co_await f();`."""
    while True:
        head = re.match(r"\s*(else\b|(if|while|switch|for)\s*(constexpr\s*)?\()", text[start:at])
        if not head:
            return start
        if head.group(1) == "else":
            start += head.end()
            continue
        end = end_of_statement(text, start + head.end() - 1, True)
        if end >= at:
            return start
        start = end + 1


def end_of_statement(text, start, control):
    depth = 0
    for i in range(start, len(text)):
        if text[i] in "([{":
            depth += 1
        elif text[i] in ")]}":
            depth -= 1
            if depth < 0 or (control and depth == 0):
                return i
        elif text[i] == ";" and depth == 0:
            return i
    return len(text)


def has_capturing_lambda(statement):
    for match in re.finditer(r"\[", statement):
        before = statement[:match.start()].rstrip()
        if re.search(r"[\w)\]]$", before) and not re.search(r"\b(return|co_return|co_await)$", before):
            continue  # An index, or a structured binding.
        depth = 0
        for end in range(match.start(), len(statement)):
            depth += (statement[end] == "[") - (statement[end] == "]")
            if depth == 0:
                break
        captures = statement[match.start() + 1:end].strip()
        if captures and re.match(r"\s*(\(|\{|<|mutable\b|noexcept\b|->)", statement[end + 1:]):
            return True
    return False


def why_not(statement, before):
    if has_capturing_lambda(statement):
        return "a lambda with captures in a statement with co_await; give it a name in a statement before"
    if re.search(r"[\w>]\s*\{\s*[^\s}]", statement) or re.search(r"[(,]\s*\{", statement):
        return "a braced temporary in a statement with co_await; give it a name in a statement before"
    if not FIRST.fullmatch(before):
        return "co_await must stand first on its right-hand side; give what it yields a name in a statement before"
    return None


def check(root):
    for path in cpp_files(root, "server/net"):
        text = without_comments(path.read_text())
        for line, match in matches(r"\bco_await\b", text):
            start, control = start_of_statement(text, match.start())
            start = start if control else after_heads(text, start, match.start())
            statement = text[start:end_of_statement(text, start, control)]
            reason = why_not(statement, text[start:match.start()])
            if reason:
                yield Fault(path, line, reason)


if __name__ == "__main__":
    main(check)
