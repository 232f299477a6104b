"""The wordings that statements share: between marks in a statement stands what cypher/shapes and cypher/visibility say.

`// shape: <name>` … `// end` holds cypher/shapes/<name>.cypher; `// visible: <variable>` … `// end` holds
cypher/visibility/visible.cypher with the variable in the place of `person`, and so do the other rules of that folder.
Shapes hold marks of rules themselves; a rule repeats the one that it goes beyond, and a test compares that, too.
"""

import re
from collections.abc import Mapping

MARK = re.compile(r"^(?P<indent> *)// (?P<kind>shape|admits|visible|readable|wanted): (?P<name>\w+)$")
END = "// end"
PERSON = re.compile(r"\bperson\b")


class BadMark(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """A mark that names no wording, or has no end."""


def wording(source: str) -> list[str]:
    """The lines of a shape or of a rule of visibility, without the comments that head it."""
    lines = source.strip("\n").splitlines()
    first = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return lines[first:]


def filled(text: str, shapes: Mapping[str, str], rules: Mapping[str, str]) -> str:
    """The same statement with every mark filled anew; raises BadMark."""
    lines = _filled(text.splitlines(), shapes, rules)
    return "\n".join(lines) + "\n"


def _filled(lines: list[str], shapes: Mapping[str, str], rules: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    rest = iter(enumerate(lines, start=1))
    for number, line in rest:
        found.append(line)
        mark = MARK.match(line)
        if mark is None:
            continue
        indent, kind, name = mark["indent"], mark["kind"], mark["name"]
        if kind in rules:
            body = [PERSON.sub(name, each) for each in wording(rules[kind])]
        elif name in shapes:
            body = _filled(wording(shapes[name]), shapes, rules)
        else:
            raise BadMark(f"line {number}: there is no cypher/shapes/{name}.cypher")
        found += [indent + each if each else each for each in body]
        # What stood here before is passed over, up to the end that is indented as the mark is.
        for _, passed in rest:
            if passed == indent + END:
                found.append(passed)
                break
        else:
            raise BadMark(f"line {number}: the mark has no end")
    return found
