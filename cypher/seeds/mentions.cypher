// Tie tweets to the people they mention; a name that nobody has is skipped.
// in: rows, key, done   out: Written   writes: MENTIONS, ImportedFile
// cost: the number of rows
// :params {rows: [{tweet: 9, username_key: 'ada'}], key: 'example/mentions', done: 1}
UNWIND $rows AS row
MATCH (tweet:Tweet {id: row.tweet})
MATCH (user:User {username_key: row.username_key})
MERGE (tweet)-[mentions:MENTIONS]->(user)
ON CREATE SET mentions.user_id = user.id, mentions.id = tweet.id
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
