"""Every message of schema/messages has an example to read and to test with, and every example has its schema."""

from source import Fault, main


def check(root):
    folder = root / "schema" / "messages"
    examples = folder / "examples"
    schemas = {path.name.removesuffix(".schema.json"): path for path in sorted(folder.glob("*.schema.json"))}
    shown = set()
    for path in sorted(examples.glob("*.json")):
        # wall.json or wall.stale.json is an example of wall.schema.json.
        name = path.name.split(".")[0]
        shown.add(name)
        if name not in schemas:
            yield Fault(path, 0, f"there is no {name}.schema.json beside examples/; name the example after its schema")
    for name, path in schemas.items():
        if name not in shown:
            yield Fault(path, 0, f"has no example; add examples/{name}.json")


if __name__ == "__main__":
    main(check)
