// Note a step of loading in the graph.
// in: key, rows   out: Done   writes: ImportedFile
// cost: constant
// :params {key: 'demo/started', rows: 1}
MERGE (file:ImportedFile {key: $key})
SET file.rows = $rows
RETURN file.key AS key, file.rows AS rows
