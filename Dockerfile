# The API, a worker or a one-off command of TweetGraph, chosen by the first argument; Neo4j and Redis are others' containers.
FROM python:3.13-slim AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv /opt/tweetgraph

# Dependencies first: this layer is built again only when the lock file changes.
COPY requirements.lock ./
RUN /opt/tweetgraph/bin/pip install --require-hashes --only-binary :all: -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY cypher ./cypher
COPY graph ./graph
COPY tasks ./tasks
COPY seeds ./seeds
COPY api ./api
RUN /opt/tweetgraph/bin/pip install --no-deps --no-build-isolation .


FROM python:3.13-slim

RUN groupadd --gid 10001 tweetgraph \
    && useradd --uid 10001 --gid tweetgraph --no-create-home --home-dir /var/lib/tweetgraph --shell /usr/sbin/nologin tweetgraph \
    && install --directory --owner=tweetgraph --group=tweetgraph --mode=0700 /var/lib/tweetgraph
COPY --from=build /opt/tweetgraph /opt/tweetgraph

ENV PATH=/opt/tweetgraph/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TWEETGRAPH_HOME=/var/lib/tweetgraph \
    TWEETGRAPH_HOST=0.0.0.0 \
    TWEETGRAPH_PORT=8000
USER 10001:10001
WORKDIR /var/lib/tweetgraph
EXPOSE 8000

# Answers 200 only while Neo4j answers too; urlopen raises on anything else.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["tweetgraph"]
CMD ["api"]
