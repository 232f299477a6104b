"""Loads every statement of `cypher/` at import: `statements.<domain>.<operation>` is a parsed, checked Statement.

A file that is empty, headless or whose parameters differ from its header stops the process.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

import cypher

LIBRARIES = frozenset({"analytics", "browser", "shapes", "visibility"})  # for people and for inclusion; no operations
SHIPPED_FEEDS = files(cypher) / "feeds" / "custom"  # read by graph.feeds.shelf: files of another form, no operations
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'|(\w+)(?=:)|(\w+\(\))")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


class StatementError(Exception):
    """A statement file is malformed; the message names the file and the reason."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One operation of the graph: what it takes, what it gives, what it writes, and its Cypher text."""

    domain: str
    name: str
    title: str
    inputs: tuple[str, ...]
    out: str
    writes: tuple[str, ...]
    cost: str
    params: str
    text: str
    plot: str = ""  # how its columns are drawn, where that was said

    @property
    def path(self) -> str:
        """Where a person finds it, below the checkout."""
        return f"cypher/{self.domain}/{self.name}.cypher"


class Domain:
    """The statements of one folder, by attribute."""

    def __init__(self, operations: dict[str, Statement]) -> None:
        self._operations = operations

    def __getattr__(self, name: str) -> Statement:
        try:
            return self._operations[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._operations.values())


def parse(name: str, source: str) -> Statement:
    """Parse `<domain>/<operation>` from its source, the domain of a library has a `/`; raises StatementError."""
    domain, _, operation = name.rpartition("/")
    lines = source.strip().splitlines()
    head = [line[2:].strip() for line in lines if line.startswith("//")]
    if len(head) < 4:
        raise StatementError(f"{name}: the header needs a title, in/out, cost and :params")
    fields = dict(re.findall(r"(in|out|writes): (.*?)(?=   (?:out|writes):|$)", head[1]))
    if not {"in", "out"} <= fields.keys():
        raise StatementError(f"{name}: the second line must be 'in: …   out: …' and, if it writes, 'writes: …'")
    cost = next((line for line in head if line.startswith("cost:")), "")
    params = next((line for line in head if line.startswith(":params")), "")
    plot = next((line for line in head if line.startswith("plot:")), "")
    if not cost or not params:
        raise StatementError(f"{name}: the header needs a cost: line and a :params line")
    # Comments inside a statement are for readers of the file; the server gets the name and the clauses.
    clauses = [line for line in lines if not line.lstrip().startswith("//") and line.strip()]
    if not clauses:
        raise StatementError(f"{name}: there is no statement")
    body = "\n".join(clauses)
    declared = tuple(word for word in re.split(r",\s*", fields["in"].strip()) if word != "-")
    used = set(_PARAMETER.findall(_STRING.sub("''", body)))
    if used != set(declared):
        odd = ", ".join(sorted(used ^ set(declared)))
        raise StatementError(f"{name}: declared and used parameters differ: {odd}")
    pasteable = set(re.findall(r"(\w+): ", params))
    if not set(declared) <= pasteable:
        raise StatementError(f"{name}: :params lacks {', '.join(sorted(set(declared) - pasteable))}")
    return Statement(
        domain=domain,
        name=operation,
        title=head[0],
        inputs=declared,
        out=fields["out"].strip(),
        writes=tuple(re.split(r",\s*", fields["writes"].strip())) if "writes" in fields else (),
        cost=cost.removeprefix("cost:").strip(),
        params=params,
        text=f"// {domain}.{operation}\n{body}",
        plot=plot.removeprefix("plot:").strip(),
    )


def explained(statement: Statement) -> Statement:
    """The same statement, planned by Neo4j and not run; answers no rows."""
    return msgspec.structs.replace(statement, text=f"EXPLAIN {statement.text}")


def example(statement: Statement) -> dict[str, object]:
    """The parameters of the header's `:params` line; a function such as `datetime()` is null."""
    literal = _LITERAL.sub(_as_json, statement.params.removeprefix(":params"))
    return msgspec.json.decode(literal, type=dict[str, object])


def _as_json(found: re.Match[str]) -> str:
    text, key, call = found.groups()
    if call is not None:
        return "null"
    return msgspec.json.encode(key if text is None else text.replace("\\'", "'")).decode()


def _folders() -> Iterator[Traversable]:
    for folder in sorted(files(cypher).iterdir(), key=lambda entry: entry.name):
        if folder.is_dir() and folder.name not in LIBRARIES and not folder.name.startswith("_"):
            yield folder


def _load() -> dict[str, Domain]:
    domains = {}
    for folder in _folders():
        operations = {}
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".cypher"):
                operation = file.name.removesuffix(".cypher")
                operations[operation] = parse(f"{folder.name}/{operation}", file.read_text(encoding="utf-8"))
        domains[folder.name] = Domain(operations)
    return domains


def sources(name: str) -> dict[str, str]:
    """The texts of one of the libraries as they lie there, by `<folder>/<statement>`, in that order."""
    return {
        f"{folder.name}/{file.name.removesuffix('.cypher')}": file.read_text(encoding="utf-8")
        for folder in sorted((files(cypher) / name).iterdir(), key=lambda entry: entry.name)
        if folder.is_dir() and not folder.name.startswith("_")
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".cypher")
    }


def library(name: str) -> list[Statement]:
    """The statements of one of the libraries, by the folders they lie in; raises StatementError for a malformed one."""
    return [parse(f"{name}/{place}", source) for place, source in sources(name).items()]


DOMAINS = _load()


def __getattr__(name: str) -> Domain:
    try:
        return DOMAINS[name]
    except KeyError:
        raise AttributeError(name) from None
