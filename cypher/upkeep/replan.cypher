// Count what the indexes hold, and forget the plans that were made before.
// in: seconds   out: -
// cost: the number of indexes, of each a sample; waits for that as many seconds at most
// :params {seconds: 60}
CALL db.prepareForReplanning($seconds)
