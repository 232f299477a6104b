// Where a person is signed in, the newest first, without what they sign in with.
// in: username_key   out: id, device, since, last_used, until
// cost: the person's newest 100 sessions, from an index
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
CALL (person) {
  MATCH (session:Session)
  WHERE session.user_id = person.id AND session.id > 0
  RETURN session ORDER BY session.user_id DESC, session.id DESC LIMIT 100
}
RETURN session.id AS id, session.user_agent AS device, session.created_at AS since, session.last_used_at AS last_used, session.expires_at AS until
ORDER BY id DESC
