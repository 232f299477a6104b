// Where a person is signed in, oldest first.
// in: viewer_id, after, limit   out: Session
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (session:Session)
WHERE session.user_id = $viewer_id AND session.id > $after
WITH session ORDER BY session.user_id, session.id LIMIT $limit
RETURN
  session.id AS id,
  session.user_agent AS user_agent,
  session.created_at.epochMillis AS created_at,
  session.last_used_at.epochMillis AS last_used_at,
  session.expires_at.epochMillis AS expires_at
