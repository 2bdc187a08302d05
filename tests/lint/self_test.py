"""Shows that each lint test finds what it is for, and is silent about what is right: a lint that finds nothing may
also be one that looks nowhere."""

import shutil
import sys
import tempfile
import unittest
from pathlib import Path

import clocks
import co_await
import configuration
import coroutines
import format as formatting
import includes
import messages
import migrations
import words


class LintTest(unittest.TestCase):
    def faults(self, lint, files):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return [(fault.path.relative_to(root).as_posix(), fault.line) for fault in lint.check(root)]

    def test_includes(self):
        header = {"server/store/rows.hpp": "", "server/base/time.hpp": ""}
        self.assertEqual(self.faults(includes, files=header | {
            "server/domain/a.cpp": '#include "base/time.hpp"\n// #include "store/rows.hpp"\n#include <vector>\n',
            "server/store/sqlite.cpp": "#include <sqlite3.h>\n",
            "server/net/a.cpp": "#include <boost/asio.hpp>\n"}), [])
        self.assertEqual(self.faults(includes, files=header | {
            "server/domain/a.cpp": '#include "base/time.hpp"\n#include "store/rows.hpp"\n',
            "server/domain/b.cpp": '#include "b.hpp"\n#include <nlohmann/json.hpp>\n',
            "server/store/rows.cpp": "#include <sqlite3.h>\n",
            "server/helpers/a.cpp": ""}),
            [("server/domain/a.cpp", 2), ("server/domain/b.cpp", 1), ("server/domain/b.cpp", 2),
             ("server/helpers/a.cpp", 0), ("server/store/rows.cpp", 1)])

    def test_clocks(self):
        self.assertEqual(self.faults(clocks, files={
            "server/base/clock.hpp": "system_clock::now();",
            "server/net/timer.cpp": "steady_clock::now();",
            "server/domain/a.cpp": "// system_clock::now()\nchar const* text = \"system_clock::now\";\n"}), [])
        self.assertEqual(self.faults(clocks, files={
            "server/app/a.cpp": "\nauto now = std::chrono::steady_clock::now();\n",
            "server/store/b.cpp": "auto now = std::time(nullptr);\n"}),
            [("server/app/a.cpp", 2), ("server/store/b.cpp", 1)])

    def test_coroutines(self):
        self.assertEqual(self.faults(coroutines, files={"server/net/a.cpp": "co_await x;"}), [])
        self.assertEqual(self.faults(coroutines, files={"server/api/a.cpp": "\nco_return x;"}), [("server/api/a.cpp", 2)])

    def test_co_await(self):
        good = [
            "co_await f();",
            "auto x = co_await f(a, b);",
            "auto [fault, size] = co_await f(a[0]);",
            "x.y = co_await f();",
            "co_return co_await f();",
            "if (co_await f()) { g([x] { return x; }); }",
            "if (auto x = co_await f(); x) { h(Agg{1}); }",
            "while (co_await f()) { a = Agg{1, 2}; }",
            "for (auto& x : co_await f()) { }",
            "auto work = [a] { return a; }; co_await f(std::move(work));",
            "Agg const agg{a, b}; co_await f(agg);",
            "if (fault) co_return Agg{1}; co_await f();",
            "if (f(Agg{1})) co_return co_await g();",
            "if (a) b(); else co_await f();",
            "try { co_await f(); } catch (E const& e) { }",
            "co_await f([] { return 1; });",
            "co_await f(); g([x] { });",
            "for (;;) { co_await f(); }",
        ]
        bad = [
            "co_await f([a] { });",
            "co_await f([&a](int b) { });",
            "co_await f([this]() mutable { });",
            "co_await f([x = a[0]] { });",
            "auto x = co_await f(g([=] { return 1; }));",
            "co_await f(Agg{a, b});",
            "co_await f(std::vector<P>{a, b});",
            "co_await f({a, b});",
            "co_await f(x, {a, b});",
            "f(Agg{a}, co_await g());",
            "f(a, co_await g());",
            "auto x = f(co_await g());",
            "co_await f(co_await g());",
            "auto x = a && co_await g();",
            "co_return f(1, co_await g());",
            "auto x = Agg{co_await g()};",
            "if (f(co_await g())) { }",
            "if (co_await f([a] { })) { }",
        ]
        for text in good:
            self.assertEqual(self.faults(co_await, {"server/net/a.cpp": "T f() { " + text + " }"}), [], text)
        for text in bad:
            self.assertEqual(self.faults(co_await, {"server/net/a.cpp": "T f() {\n" + text + " }"})[:1],
                             [("server/net/a.cpp", 2)], text)

    def test_words(self):
        self.assertEqual(self.faults(words, files={
            "dashboard/src/a.tsx": '<input place' 'holder="Name">', "server/a.cpp": "// The method is known."}), [])
        self.assertEqual(self.faults(words, files={
            "server/a.cpp": "int a;\n// TO" "DO: more\n", "scripts/b": "echo Not impl" "emented\n"}),
            [("server/a.cpp", 2), ("scripts/b", 1)])

    @unittest.skipIf(shutil.which(formatting.FORMATTER) is None, f"{formatting.FORMATTER} is not installed")
    def test_format(self):
        style = {".clang-format": "BasedOnStyle: Google\nIndentWidth: 4\n"}
        self.assertEqual(self.faults(formatting, files=style | {"server/a.cpp": "int a = 1;\n"}), [])
        self.assertEqual(self.faults(formatting, files=style | {"server/a.cpp": "int a = 1;\n", "server/b.cpp": "int a=1;\n"}),
                         [("server/b.cpp", 1)])

    def test_migrations(self):
        folder = "schema/migrations/"
        self.assertEqual(self.faults(migrations, files={folder + "0001_first.sql": "", folder + "0002_more.sql": ""}), [])
        self.assertEqual(self.faults(migrations, files={folder + "0001_first.sql": "", folder + "0003_more.sql": ""}),
                         [(folder + "0003_more.sql", 0)])
        self.assertEqual(self.faults(migrations, files={folder + "0001_first.sql": "", folder + "0001_second.sql": ""}),
                         [(folder + "0001_second.sql", 0)])
        self.assertEqual(self.faults(migrations, files={folder + "first.sql": ""}), [(folder + "first.sql", 0)])
        self.assertEqual(self.faults(migrations, files={}), [("schema/migrations", 0)])

    def test_messages(self):
        folder = "schema/messages/"
        self.assertEqual(self.faults(messages, files={
            folder + "wall.schema.json": "", folder + "examples/wall.json": "", folder + "examples/wall.late.json": ""}), [])
        self.assertEqual(self.faults(messages, files={
            folder + "wall.schema.json": "", folder + "examples/hall.json": ""}),
            [(folder + "examples/hall.json", 0), (folder + "wall.schema.json", 0)])

    def test_configuration(self):
        policy = {"config/policy.toml": "[[rate]]\nid = 1\nname.en = 2\n", "docs/definitions.md": "`id`, `name.en`"}
        server = {"config/safetycell.toml": "# The port.\nport = 1\nslots = []\n"}
        self.assertEqual(self.faults(configuration, files=policy | server | {"docs/operation.md": "`port`, `slots = []`"}), [])
        self.assertEqual(self.faults(configuration, files=policy | server | {"docs/operation.md": "`port`, slots"}),
                         [("config/safetycell.toml", 3)])
        self.assertEqual(self.faults(configuration, files=policy), [("config/safetycell.toml", 0)])


if __name__ == "__main__":
    outcome = unittest.main(exit=False).result
    sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun > 0 else 1)
