// Remove a batch of the sessions that ended by themselves; answers how many there were.
// in: before_ms, batch   out: Swept   writes: Session, HAS_SESSION
// cost: the batch, from an index
// :params {before_ms: 1767225600000, batch: 500}
MATCH (session:Session)
WHERE session.expires_at < datetime({epochMillis: $before_ms})
WITH session
LIMIT $batch
DETACH DELETE session
RETURN count(*) AS swept
