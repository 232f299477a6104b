// People in the graph who have the id or the username of a row, and are not the person of that row.
// in: rows   out: Other
// cost: the number of rows
// :params {rows: [{id: 4096, username_key: 'ada'}]}
UNWIND $rows AS row
OPTIONAL MATCH (same_id:User {id: row.id}) WHERE same_id.username_key <> row.username_key
OPTIONAL MATCH (same_name:User {username_key: row.username_key}) WHERE same_name.id <> row.id
WITH row, same_id, same_name
WHERE same_id IS NOT NULL OR same_name IS NOT NULL
RETURN row.id AS id, same_id IS NOT NULL AS id_taken
LIMIT 20
