// Record which schema is installed; the same one again changes only the time.
// in: digest   out: digest   writes: SchemaVersion
// cost: constant
// :params {digest: 'abc'}
MERGE (version:SchemaVersion {name: 'tweetgraph'})
SET version.digest = $digest, version.installed_at = datetime()
RETURN version.digest AS digest
