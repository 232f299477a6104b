"""The nodes of our own housekeeping, in neomodel: late work, leases, keys of requests, moderation."""

from neomodel import (
    AsyncRelationshipTo,
    AsyncStructuredNode,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    IntegerProperty,
    StringProperty,
)


class Outbox(AsyncStructuredNode):
    """An event left by the statement that caused it, until its task has taken its effect."""

    topic = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    payload = StringProperty()  # JSON of ids
    attempts = IntegerProperty()  # that failed
    due_ms = IntegerProperty()  # when it is put in the stream again if it is still here; absent before the first time
    holder = StringProperty()  # the run of its task that has it, until held_ms
    held_ms = IntegerProperty()
    asked_by = StringProperty()  # written to lock it
    created_at = DateTimeNeo4jFormatProperty()


class SetAside(AsyncStructuredNode):
    """An Outbox event whose task failed, out of the relay's way until `due_ms`."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    topic = StringProperty()
    payload = StringProperty()
    attempts = IntegerProperty()
    error = StringProperty()  # the class of the last error; its text may hold secrets
    due_ms = IntegerProperty(index=True)
    failed_at = DateTimeNeo4jFormatProperty()
    created_at = DateTimeNeo4jFormatProperty()


class DeadLetter(AsyncStructuredNode):
    """An Outbox event whose task failed too often; a person reads and replays it."""

    uid = IntegerProperty(db_property="id", unique_index=True)
    topic = StringProperty()
    payload = StringProperty()
    attempts = IntegerProperty()
    error = StringProperty()
    failed_at = DateTimeNeo4jFormatProperty()
    created_at = DateTimeNeo4jFormatProperty()


class ProcessSlot(AsyncStructuredNode):
    """A number from 0 to 31 that one process holds while it makes ids."""

    process = IntegerProperty(unique_index=True)
    holder = StringProperty()
    until_ms = IntegerProperty()


class IdempotencyKey(AsyncStructuredNode):
    """The answer to a request that may be sent again; `key` is the person's id and the key that they chose."""

    key = StringProperty(unique_index=True)
    user_id = IntegerProperty()
    request_hash = StringProperty()
    status = IntegerProperty()
    body = StringProperty()
    expires_at_ms = IntegerProperty(index=True)


class SchemaVersion(AsyncStructuredNode):
    """Which schema is installed, as the digest of what is declared."""

    name = StringProperty(unique_index=True)
    digest = StringProperty()
    installed_at = DateTimeNeo4jFormatProperty()


class ImportedFile(AsyncStructuredNode):
    """How far the import of a file has come, so that it can be resumed."""

    key = StringProperty(unique_index=True)
    rows = IntegerProperty()


class Report(AsyncStructuredNode):
    """What a person says about another or a tweet; `key` makes one of (reporter, target, reason)."""

    reason = StringProperty()
    uid = IntegerProperty(db_property="id", unique_index=True)
    key = StringProperty(unique_index=True)
    comment = StringProperty()
    settled = BooleanProperty()  # true once staff have dealt with it, or absent
    created_at = DateTimeNeo4jFormatProperty()
    part_of = AsyncRelationshipTo("ReportCase", "PART_OF")


class ReportCase(AsyncStructuredNode):
    """All reports of one target, `tweet:<id>` or `person:<id>`; goes with the target."""

    key = StringProperty(unique_index=True)
    uid = IntegerProperty(db_property="id", unique_index=True)
    queue_id = IntegerProperty(index=True)  # its place in the queue while it waits: the id of the newest report
    about = AsyncRelationshipTo("Tweet", "ABOUT")  # or, with the same type, a person
    about_person = AsyncRelationshipTo("User", "ABOUT")


class ModerationAction(AsyncStructuredNode):
    """What staff did and why; written once. It names nobody: its relationships do, while those people are there."""

    act = StringProperty()  # the word that `graph.moderation.records.Action` has
    uid = IntegerProperty(db_property="id", unique_index=True)
    reason = StringProperty()
    until_ms = IntegerProperty()
    tweet_id = IntegerProperty(index=True)
    created_at = DateTimeNeo4jFormatProperty()
    by = AsyncRelationshipTo("User", "BY")
    against = AsyncRelationshipTo("User", "AGAINST")


class Export(AsyncStructuredNode):
    """An archive of a person's data, one of each person; `ready_id` is the moment from which its file is there."""

    user_id = IntegerProperty(unique_index=True)
    uid = IntegerProperty(db_property="id", unique_index=True)  # of the event that has it made
    name = StringProperty()  # of the file
    ready_id = IntegerProperty()
    size = IntegerProperty()
