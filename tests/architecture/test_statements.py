"""One operation, one name, three places; Cypher in `.cypher` files alone."""

import ast
import builtins
import keyword
import re
from collections.abc import Iterator

import pytest

from graph import statements
from graph.statements import StatementError, parse
from tests.architecture.tree import complaints, require_none, texts

CLAUSES = re.compile(
    r"\b(?:MATCH|MERGE)\s+(?:\w+\s*=\s*)?\((?!\?)|\bCREATE\s*\((?!\?)|\bUNWIND\s+\S+\s+AS\b|\bDETACH\s+DELETE\b|"
    r"\bRETURN\s+[\w$*]|\bCALL\s+(?:\{|\(|\w+\.\w+)|\b(?:CREATE|DROP)\s+(?:\w+\s+)?(?:INDEX|CONSTRAINT)\s+\w|"
    r"\bSHOW\s+(?:INDEX|CONSTRAINT|TRANSACTION|DATABASE|PROCEDURE|SETTING)|-\[\w*:[A-Z_|]+[^\]]*\]-|\bSET\s+\w+\.\w+\s*="
)
LITESTAR = frozenset({"list", "get", "post", "put", "patch", "delete", "head", "route", "websocket"})
Use = tuple[str, str, tuple[str, ...], int]  # domain, operation ("" = all of them), enclosing functions, line


def query_text(path: str, text: str) -> list[str]:
    """No string outside the tests holds a Cypher clause; docstrings may explain one."""
    if path.startswith("tests/"):
        return []
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{path}:{node.lineno}: Cypher belongs in cypher/: {found[0]!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
        if (found := CLAUSES.search(node.value))
    ]


def header(path: str, text: str) -> list[str]:
    """Every operation has a whole header, and a name that shadows neither Python nor Litestar."""
    _, domain, file = path.split("/", 2)
    if domain in statements.LIBRARIES or "/" in file:  # feeds that somebody has written have a header of their own
        return []
    operation = file.removesuffix(".cypher")
    found = []
    try:
        parse(f"{domain}/{operation}", text)
    except StatementError as error:
        found.append(str(error))
    if (
        not operation.isidentifier()
        or operation in LITESTAR
        or keyword.iskeyword(operation)
        or hasattr(builtins, operation)
    ):
        found.append(f"{path}: {operation!r} cannot name an operation")
    return found


def uses(text: str) -> Iterator[Use]:
    """Each `statements.<domain>.<operation>`, or `statements.<domain>` as a whole, with the functions around it."""
    own = vars(statements)

    def visit(node: ast.AST, functions: tuple[str, ...]) -> Iterator[Use]:
        inside = (*functions, node.name) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else functions
        match node:
            case ast.Attribute(attr=operation, value=ast.Attribute(attr=domain, value=ast.Name(id="statements"))):
                if domain not in own:
                    yield domain, operation, functions, node.lineno
                return
            case ast.Attribute(attr=domain, value=ast.Name(id="statements")) if domain not in own:
                yield domain, "", functions, node.lineno
        for child in ast.iter_child_nodes(node):
            yield from visit(child, inside)

    return visit(ast.parse(text), ())


def unmatched(operations: set[tuple[str, str]], used: set[tuple[str, str]]) -> list[str]:
    """Operations that no code uses, and uses that no file answers."""
    whole = {domain for domain, operation in used if not operation}
    unused = {(domain, operation) for domain, operation in operations - used if domain not in whole}
    absent = {(domain, operation) for domain, operation in used - operations if operation}
    return [
        *(f"cypher/{domain}/{operation}.cypher is used nowhere" for domain, operation in sorted(unused)),
        *(f"statements.{domain}.{operation} has no file" for domain, operation in sorted(absent)),
    ]


def one_name(path: str, text: str) -> list[str]:
    """In graph/<domain>/ a statement is used by the function of its name, and only by its own domain."""
    parts = path.split("/")
    if parts[0] != "graph" or len(parts) < 3:
        return []
    return [
        f"{path}:{line}: statements.{domain}.{operation} belongs in graph/{domain}/, in a function {operation!r}"
        for domain, operation, functions, line in uses(text)
        if domain != parts[1] or operation not in functions
    ]


def operation_id(path: str, text: str) -> list[str]:
    """In api/<domain>/ an operation_id is the domain and the method's own name."""
    parts = path.split("/")
    if parts[0] != "api" or len(parts) < 3:
        return []
    return [
        f"{path}:{node.lineno}: operation_id {given.value.value!r} should be '{parts[1]}.{node.name}'"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        for given in decorator.keywords
        if given.arg == "operation_id" and isinstance(given.value, ast.Constant)
        if given.value.value != f"{parts[1]}.{node.name}"
    ]


GOOD = """\
// Like a tweet.
// in: tweet_id   out: Engagement   writes: LIKED
// cost: constant
// :params {tweet_id: 2}
RETURN $tweet_id AS id
"""


def test_python_holds_no_cypher() -> None:
    require_none(complaints(query_text, ".py"))


@pytest.mark.parametrize(
    "text",
    [
        'q = "MATCH (u:User) RETURN u"',
        'q = f"MERGE (n:{label})"',
        'q = "MATCH " + "p = (a)-[:LIKED]->(b)"',
        'run("UNWIND $rows AS row")',
        'run("RETURN 1")',
        'run("SHOW INDEXES")',
        'run("CREATE FULLTEXT INDEX words IF NOT EXISTS")',
    ],
)
def test_cypher_in_python_is_rejected(text: str) -> None:
    assert query_text("graph/client.py", text)


def test_a_docstring_may_explain_a_clause() -> None:
    assert not query_text("graph/client.py", '"""MATCH (u) RETURN u is what this avoids."""')


def test_headers_are_whole() -> None:
    require_none(complaints(header, ".cypher"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("cypher/engagement/like.cypher", "RETURN $tweet_id AS id"),
        ("cypher/engagement/like.cypher", GOOD.replace("in: tweet_id", "in: tweet_id, now")),
        ("cypher/engagement/like.cypher", GOOD.replace("// cost: constant\n", "")),
        ("cypher/engagement/list.cypher", GOOD),
        ("cypher/engagement/delete.cypher", GOOD),
    ],
)
def test_a_poor_header_or_name_is_rejected(path: str, text: str) -> None:
    assert header(path, text)


def test_a_whole_header_passes() -> None:
    assert not header("cypher/engagement/like.cypher", GOOD)


def test_every_operation_is_used_and_every_use_has_a_file() -> None:
    operations = {(domain, statement.name) for domain, group in statements.DOMAINS.items() for statement in group}
    code = [text for path, text in texts(".py") if not path.startswith("tests/")]
    used = {(domain, operation) for text in code for domain, operation, _, _ in uses(text)}
    require_none(unmatched(operations, used))


def test_an_unused_file_and_a_use_without_file_are_rejected() -> None:
    used = {
        (domain, operation) for domain, operation, _, _ in uses("x(statements.engagement.unlike, statements.schema)")
    }
    assert unmatched({("engagement", "like"), ("schema", "follows_once")}, used) == [
        "cypher/engagement/like.cypher is used nowhere",
        "statements.engagement.unlike has no file",
    ]


def test_a_statement_is_used_under_its_own_name() -> None:
    require_none(complaints(one_name, ".py"))


@pytest.mark.parametrize(
    "text",
    [
        "async def favour(graph): return await graph.write(statements.engagement.like)",
        "async def home(graph): return await graph.read(statements.feeds.home)",
        "LIKE = statements.engagement.like",
    ],
)
def test_another_name_or_domain_is_rejected(text: str) -> None:
    assert one_name("graph/engagement/repository.py", text)


def test_the_same_name_passes() -> None:
    text = "async def like(graph): return await graph.write(statements.engagement.like)"
    assert not one_name("graph/engagement/repository.py", text)


def test_operation_ids_name_domain_and_method() -> None:
    require_none(complaints(operation_id, ".py"))


def test_another_operation_id_is_rejected() -> None:
    text = '@post(operation_id="engagement.{}")\nasync def like(): ...'
    assert operation_id("api/engagement/controllers.py", text.format("favour"))
    assert not operation_id("api/engagement/controllers.py", text.format("like"))
