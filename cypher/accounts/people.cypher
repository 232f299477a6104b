// Everybody but the reader, newest first: below a cursor, or above one, for staff; whoever is not staff gets no people.
// in: viewer_id, search, before, after, limit, skip   out: Staff
// cost: the page, from an ordered index; with a search, up to all people
// :params {viewer_id: 4096, search: '', before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// Staff see the deactivated and the suspended too.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (person:User)
    WHERE viewer.staff AND person.id < $before AND person.id <> viewer.id AND person.status <> 'deleted'
      AND ($search = '' OR person.username_key CONTAINS $search OR toLower(person.name) CONTAINS $search)
    RETURN person
    ORDER BY person.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (person:User)
    WHERE viewer.staff AND person.id > $after AND person.id <> viewer.id AND person.status <> 'deleted'
      AND ($search = '' OR person.username_key CONTAINS $search OR toLower(person.name) CONTAINS $search)
    RETURN person
    ORDER BY person.id LIMIT $limit
  }
  WITH person
  ORDER BY person.id DESC
  OPTIONAL MATCH (person)-[:HAS_CREDENTIAL]->(credential:Credential)
  RETURN collect({id: person.id, username: person.username, email: credential.email}) AS people
}
RETURN coalesce(viewer.staff, false) AS is_staff, people
