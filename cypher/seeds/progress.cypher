// How many rows of a file, or of a part of one, are in the graph.
// in: keys   out: Done
// cost: the number of keys
// :params {keys: ['example/people']}
UNWIND $keys AS key
MATCH (file:ImportedFile {key: key})
RETURN file.key AS key, file.rows AS rows
