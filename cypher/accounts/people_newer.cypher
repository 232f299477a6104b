// Everybody but the reader above a cursor, oldest first, for staff: the page before, for who leafs back.
// in: viewer_id, search, after, limit   out: Staff
// cost: the page, from an ordered index; with a search, up to all people
// :params {viewer_id: 4096, search: '', after: 0, limit: 11}
//
// Staff see the deactivated and the suspended too.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  MATCH (person:User)
  WHERE viewer.staff AND person.id > $after AND person.id <> viewer.id AND person.status <> 'deleted'
    AND ($search = '' OR person.username_key CONTAINS $search OR toLower(person.name) CONTAINS $search)
  WITH person
  ORDER BY person.id LIMIT $limit
  OPTIONAL MATCH (person)-[:HAS_CREDENTIAL]->(credential:Credential)
  RETURN collect({id: person.id, username: person.username, email: credential.email}) AS people
}
RETURN coalesce(viewer.staff, false) AS is_staff, people
