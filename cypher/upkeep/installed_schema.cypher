// The digest of the schema that was installed last; no row in a new database.
// in: -   out: digest
// cost: constant
// :params {}
MATCH (version:SchemaVersion {name: 'tweetgraph'})
RETURN version.digest AS digest
