// Load people with their credential, without e-mail and password; no-op for those who are there.
// in: rows, key, done   out: Written   writes: User, Credential, HAS_CREDENTIAL, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 4096, username: 'Ada', username_key: 'ada', name: 'Ada'}], key: 'example/people', done: 1}
UNWIND $rows AS row
MERGE (user:User {id: row.id})
ON CREATE SET
  user.username = row.username,
  user.username_key = row.username_key,
  user.name = row.name,
  user.bio = '',
  user.status = 'active',
  user.staff = false,
  user.created_at = datetime({epochMillis: row.id / 4096 + 1735689600000})
MERGE (credential:Credential {user_id: row.id})
ON CREATE SET credential.username_key = row.username_key
MERGE (user)-[:HAS_CREDENTIAL]->(credential)
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
