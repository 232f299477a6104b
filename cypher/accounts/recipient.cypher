// To whom a mail goes; no row if they are gone.
// in: user_id   out: Recipient
// cost: constant
// :params {user_id: 4096}
MATCH (person:User {id: $user_id})-[:HAS_CREDENTIAL]->(credential:Credential)
RETURN person.username AS username, credential.email AS email
