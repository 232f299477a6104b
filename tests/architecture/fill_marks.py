"""Writes the shared wordings where statements mark a place for them: python -m tests.architecture.fill_marks."""

import sys

from tests.architecture.marks import filled
from tests.architecture.tree import ROOT, texts


def sources() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The shapes by name, the rules of visibility by name, and every file that may hold marks by path."""
    shapes: dict[str, str] = {}
    rules: dict[str, str] = {}
    statements = {}
    for path, text in texts(".cypher"):
        folder, name = path.split("/")[-2:]
        if path.startswith("cypher/visibility/"):
            rules[name.removesuffix(".cypher")] = text
        elif path.startswith("cypher/") and folder == "shapes":
            shapes[name.removesuffix(".cypher")] = text
        if path.startswith(("cypher/", "tests/bench/")) and folder != "visibility":
            statements[path] = text
    return shapes, rules, statements


def main() -> None:
    """Fill all marks, and name the files that changed."""
    shapes, rules, statements = sources()
    shapes = {name: filled(text, shapes, rules) for name, text in shapes.items()}
    for path, text in statements.items():
        new = filled(text, shapes, rules)
        if new != text:
            (ROOT / path).write_text(new, encoding="utf-8")
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
