// Wait until every index is online.
// in: seconds   out: -
// cost: until the indexes are built; raises after the given time
// :params {seconds: 300}
CALL db.awaitIndexes($seconds)
