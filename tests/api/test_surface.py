"""What surrounds every answer: methods, slashes, headers, health, and the pages that describe the API."""

import re

import httpx
import pytest

from api.errors import CODES
from tests.api.conftest import Person, Register, Running, error
from tests.conftest import Stack


async def test_a_path_that_leads_nowhere(client: httpx.AsyncClient) -> None:
    for path in ("/nothing/", "/user", "/tweets/x/", "/api/nothing/", "/api/assets/../app.py", "/.env", "/%00"):
        error(await client.get(path), 404, "not_found")


async def test_another_method_is_told_which_are_allowed(client: httpx.AsyncClient) -> None:
    answer = await client.put("/me/")
    error(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert (await client.options("/me/")).status_code == 204


@pytest.mark.parametrize("path", ["/me", "/me/", "//me//"])
async def test_slashes_do_not_matter(ada: Person, path: str) -> None:
    assert (await ada.client.get(f"{ada.client.base_url}".rstrip("/") + path, headers=ada.header)).status_code == 200


async def test_head_is_get_without_the_body(client: httpx.AsyncClient, running: Running, ada: Person) -> None:
    path = f"/users/{ada.username}/"
    async with running() as (inside, _):
        for each in (client, inside):
            for header in ({}, ada.header):
                head, get = await each.head(path, headers=header), await each.get(path, headers=header)
                assert (head.status_code, head.content) == (200, b"")
                assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))
            head = await each.head("/me/")
            assert (head.status_code, head.content) == (401, b"")


async def test_every_answer_has_an_id_and_safe_headers(client: httpx.AsyncClient) -> None:
    for path in ("/health/live", "/nothing/", "/me/"):
        answer = await client.get(path)
        assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
    given = {"X-Request-ID": "from-a-client-1"}
    assert (await client.get("/health/live", headers=given)).headers["x-request-id"] == "from-a-client-1"
    for strange in ("short", "a b c d e f g h", "x" * 65, "line\tbreak-here"):
        answer = await client.get("/health/live", headers={"X-Request-ID": strange})
        assert answer.headers["x-request-id"] != strange


async def test_health(client: httpx.AsyncClient, running: Running) -> None:
    assert (await client.get("/health/live")).json() == {"status": "ok"}
    ready = {"status": "ok", "neo4j": "ok", "ids": "ok", "redis": "ok"}
    assert (await client.get("/health/ready")).json() == ready
    async with running() as (inside, app):
        app.running.graph.ids = None
        answer = await inside.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json().items() >= {"error": "unavailable", "neo4j": "ok", "ids": "away"}.items()


async def test_a_graph_that_is_away_is_503(running: Running, register: Register) -> None:
    person = await register()
    async with running() as (client, app):
        assert (await client.get("/me/", headers=person.header)).status_code == 200
        app.running.graph.deadline = 0.0  # seconds: no answer comes in time
        answer = await client.get("/me/", headers=person.header)
        assert answer.status_code == 503
        assert answer.json()["error"] == "unavailable"
        assert answer.json().keys() == {"error", "detail"}


async def test_the_description_is_whole(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/schema/")
    schema = answer.json()
    assert schema["openapi"].startswith("3.1")
    assert schema["components"]["securitySchemes"]["bearer"] == {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
    }
    seen = set()
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            assert re.fullmatch(r"[a-z]+\.[a-z_]+", operation["operationId"]), (path, method)
            assert operation["operationId"] not in seen
            seen.add(operation["operationId"])
            assert operation.get("description"), operation["operationId"]
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    media = response["content"]["application/json"]
                    assert media["schema"] == {"$ref": "#/components/schemas/Error"}
                    assert media["examples"].keys() <= CODES.keys()
            if not path.startswith("/health"):
                assert {"429", "503"} <= operation["responses"].keys()
            for media in operation.get("requestBody", {}).get("content", {}).values():
                if "$ref" in media["schema"]:
                    body = schema["components"]["schemas"][media["schema"]["$ref"].rpartition("/")[2]]
                    assert body["additionalProperties"] is False
    assert {"accounts.register", "accounts.login", "accounts.me", "health.live"} <= seen


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/", "/api/scalar/"])
async def test_pages_load_nothing_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    page = await client.get(path)
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src 'self';" in page.headers["content-security-policy"]
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert sources
    for source in sources:
        assert source.startswith(("/api/assets/", "data:"))
        if source.startswith("/"):
            asset = await client.get(source)
            assert asset.status_code == 200
            assert len(asset.content) > 50
    assert "<script>" not in page.text


async def test_admin_leads_to_neo4j_browser(client: httpx.AsyncClient, running: Running, stack: Stack) -> None:
    answer = await client.get("/admin/")
    assert answer.status_code == 302
    leads = httpx.URL(answer.headers["location"])
    assert (leads.port, leads.path) == (stack.settings.neo4j_http_port, "/browser/")
    assert dict(leads.params) == {"connectURL": f"bolt://neo4j@127.0.0.1:{stack.settings.neo4j_bolt_port}"}
    page = await client.get(answer.headers["location"])
    assert "Neo4j Browser" in page.text
    address = stack.settings.bolt_address
    async with running(neo4j_uri=address, neo4j_password=stack.secrets.neo4j_password) as (inside, _):
        error(await inside.get("/admin/"), 404, "not_found")
    place = "https://graph.example/browser/"
    async with running(neo4j_browser_url=place) as (inside, _):
        assert (await inside.get("/admin")).headers["location"].startswith(f"{place}?connectURL=bolt%3A%2F%2Fneo4j%40")


async def test_the_description_says_where_a_key_may_be_sent(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/schema/")).json()["paths"]
    keyed = set()
    for item in paths.values():
        for operation in item.values():
            headers = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header"}
            if "Idempotency-Key" in headers:
                assert {"409", "422"} <= operation["responses"].keys()
                keyed.add(operation["operationId"])
            else:
                assert not {"409", "422"} & operation["responses"].keys()
    assert keyed >= {"tweets.publish", "tweets.comment", "engagement.retweet"}
