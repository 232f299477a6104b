// Load likes; a tweet liked already keeps the like it has.
// in: rows, key, done   out: Written   writes: LIKED, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 12, actor: 2, tweet: 9}], key: 'example/likes', done: 1}
UNWIND $rows AS row
MATCH (user:User {id: row.actor})
MATCH (tweet:Tweet {id: row.tweet})
MERGE (user)-[liked:LIKED {user_id: row.actor, tweet_id: row.tweet}]->(tweet)
ON CREATE SET
  liked.id = row.id,
  liked.created_at = datetime({epochMillis: row.id / 4096 + 1735689600000})
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
