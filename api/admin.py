"""`/admin/` leads to Neo4j Browser, where whoever has the graph's password sees and changes everything."""

from urllib.parse import urlencode, urlsplit

from litestar import get
from litestar.response import Redirect

from api.errors import ApiError
from api.guards import access
from api.requests import ApiRequest
from graph.settings import Settings


@get("/admin/", operation_id="admin.browser", opt=access(who="nobody"), include_in_schema=False)
async def admin(request: ApiRequest) -> Redirect:
    """Lead to Neo4j Browser; 404 where Neo4j was given by its Bolt address and nobody said where its Browser is."""
    settings = request.settings
    if not settings.browser_address:
        raise ApiError(
            "not_found", "This Neo4j was given by its address; TWEETGRAPH_NEO4J_BROWSER_URL says where its Browser is."
        )
    return Redirect(f"{settings.browser_address}?{urlencode({'connectURL': connect_url(settings)})}", status_code=302)


def connect_url(settings: Settings) -> str:
    """What the Browser shall connect to: the user is filled in, the password never."""
    scheme, place = urlsplit(settings.bolt_address)[:2]
    return f"{scheme}://{settings.neo4j_user}@{place.rpartition('@')[2]}"


HANDLERS = (admin,)
