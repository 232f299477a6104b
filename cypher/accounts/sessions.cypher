// A person's sessions that have not run out, newest first: below a cursor, or above one.
// in: viewer_id, session_id, before, after, limit, skip   out: Sessions
// cost: the page, from an ordered index; the count reads all sessions of the person
// :params {viewer_id: 4096, session_id: 4097, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
CALL () {
  CALL () {
    MATCH (session:Session)
    USING INDEX SEEK session:Session(user_id, id)
    WHERE session.user_id = $viewer_id AND session.id < $before AND session.expires_at > datetime()
    RETURN session
    ORDER BY session.user_id DESC, session.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (session:Session)
    USING INDEX SEEK session:Session(user_id, id)
    WHERE session.user_id = $viewer_id AND session.id > $after AND session.expires_at > datetime()
    RETURN session
    ORDER BY session.user_id, session.id LIMIT $limit
  }
  WITH session
  ORDER BY session.id DESC
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
