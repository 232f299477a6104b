// Tie replies to what they answer.
// in: rows, key, done   out: Written   writes: REPLY_TO, ImportedFile
// cost: the number of rows
// :params {rows: [{id: 10, parent: 9}], key: 'example/replies', done: 1}
UNWIND $rows AS row
MATCH (reply:Tweet {id: row.id})
MATCH (parent:Tweet {id: row.parent})
MERGE (reply)-[:REPLY_TO]->(parent)
WITH count(*) AS written
MERGE (file:ImportedFile {key: $key})
SET file.rows = $done
RETURN written
