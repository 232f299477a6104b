// Register a person with a first session; the same ids again change nothing, a taken name or address writes nothing.
// in: user_id, username, username_key, email, password_hash, staff, session_id, refresh_hash, user_agent, issued_ms, refresh_ms, event_id, mail_id   out: Registration   writes: User, Credential, HAS_CREDENTIAL, Session, HAS_SESSION, Outbox
// cost: constant; who loses a race for the name or the address gets a constraint error, and the flags when asking again
// :params {user_id: 4096, username: 'Ada', username_key: 'ada', email: 'ada@example.com', password_hash: 'x', staff: false, session_id: 4097, refresh_hash: 'y', user_agent: '', issued_ms: 1767225600000, refresh_ms: 86400000, event_id: 4098, mail_id: 4099}
OPTIONAL MATCH (named:User {username_key: $username_key}) WHERE named.id <> $user_id
OPTIONAL MATCH (mailed:Credential {email: $email}) USING INDEX SEEK mailed:Credential(email) WHERE mailed.user_id <> $user_id
WITH named IS NOT NULL AS username_taken, mailed IS NOT NULL AS email_taken
CALL (username_taken, email_taken) {
  UNWIND CASE WHEN username_taken OR email_taken THEN [] ELSE [datetime({epochMillis: $user_id / 4096 + 1735689600000})] END AS now
  MERGE (person:User {id: $user_id})
  ON CREATE SET
    person.username = $username,
    person.username_key = $username_key,
    person.name = $username,
    person.bio = '',
    person.status = 'active',
    person.staff = $staff,
    person.created_at = now
  MERGE (credential:Credential {user_id: $user_id})
  ON CREATE SET
    credential.username_key = $username_key,
    credential.email = $email,
    credential.password_hash = $password_hash
  MERGE (person)-[:HAS_CREDENTIAL]->(credential)
  MERGE (session:Session {id: $session_id})
  ON CREATE SET
    session.user_id = $user_id,
    session.refresh_hash = $refresh_hash,
    session.rotated_at_ms = $issued_ms,
    session.user_agent = $user_agent,
    session.created_at = now,
    session.last_used_at = now,
    session.expires_at = datetime({epochMillis: $issued_ms + $refresh_ms})
  MERGE (person)-[:HAS_SESSION]->(session)
  MERGE (event:Outbox {id: $event_id})
  ON CREATE SET
    event.topic = 'notifications.welcome',
    event.payload = '{"user_id": ' + toString($user_id) + '}',
    event.created_at = now
  MERGE (mail:Outbox {id: $mail_id})
  ON CREATE SET
    mail.topic = 'mail.welcome',
    mail.payload = '{"user_id": ' + toString($user_id) + ', "event_id": ' + toString($mail_id) + '}',
    mail.created_at = now
  RETURN count(*) AS written
}
RETURN username_taken, email_taken
