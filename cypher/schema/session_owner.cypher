// A person's sessions, newest first.
// in: -   out: -   writes: index
// cost: the number of sessions, once
// :params {}
CREATE INDEX session_owner IF NOT EXISTS FOR (session:Session) ON (session.user_id, session.id)
