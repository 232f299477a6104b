// A person's sessions that have not run out above a cursor, oldest first: the page before, for who leafs back.
// in: viewer_id, session_id, after, limit   out: Sessions
// cost: the page, from an ordered index; the count reads all sessions of the person
// :params {viewer_id: 4096, session_id: 4097, after: 0, limit: 11}
CALL () {
  MATCH (session:Session)
  WHERE session.user_id = $viewer_id AND session.id > $after AND session.expires_at > datetime()
  WITH session
  ORDER BY session.user_id, session.id LIMIT $limit
  RETURN collect({
    id: session.id,
    user_agent: session.user_agent,
    created_at: session.created_at.epochMillis,
    last_used_at: session.last_used_at.epochMillis,
    current: session.id = $session_id
  }) AS sessions
}
RETURN
  COUNT { MATCH (session:Session) WHERE session.user_id = $viewer_id AND session.expires_at > datetime() } AS count,
  sessions
