// Tie tweets to their hashtags, and make the hashtags that are new.
// in: rows, key, done   out: Written   writes: Hashtag, TAGGED, ImportedFile
// cost: the number of rows
// :params {rows: [{tweet: 9, name: 'graphs'}], key: 'example/hashtags', done: 1}
UNWIND $rows AS row
MATCH (tweet:Tweet {id: row.tweet})
MERGE (hashtag:Hashtag {name: row.name})
MERGE (tweet)-[tagged:TAGGED]->(hashtag)
ON CREATE SET tagged.id = row.tweet, tagged.hashtag = row.name
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
