// The words that a person has muted, newest first: below a cursor, or above one.
// in: viewer_id, before, after, limit, skip   out: MutedWords
// cost: the person's muted words, a hundred at most
// :params {viewer_id: 1, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (viewer)-[:MUTES_WORD]->(muted)
    WHERE muted.id < $before AND coalesce(muted.until_ms > timestamp(), true)
    RETURN muted
    ORDER BY muted.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (viewer)-[:MUTES_WORD]->(muted)
    WHERE muted.id > $after AND coalesce(muted.until_ms > timestamp(), true)
    RETURN muted
    ORDER BY muted.id LIMIT $limit
  }
  WITH muted ORDER BY muted.id DESC
  RETURN collect(muted {.id, .word, until: muted.until_ms, created_at: muted.created_at.epochMillis}) AS words
}
RETURN COUNT { (viewer)-[:MUTES_WORD]->(muted) WHERE coalesce(muted.until_ms > timestamp(), true) } AS count, words
