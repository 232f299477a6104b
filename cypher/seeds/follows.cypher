// Load follows; a pair that follows already keeps the follow it has.
// in: rows, key, done   out: Written   writes: FOLLOWS, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 3, follower: 1, followee: 2}], key: 'example/follows', done: 1}
UNWIND $rows AS row
MATCH (follower:User {id: row.follower})
MATCH (followee:User {id: row.followee})
MERGE (follower)-[follows:FOLLOWS {follower_id: row.follower, followee_id: row.followee}]->(followee)
ON CREATE SET
  follows.id = row.id,
  follows.created_at = datetime({epochMillis: row.id / 4096 + 1735689600000})
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
