// Mute a word: tweets that hold it are in none of one's feeds, and mentions that hold it are not told; a second time the new end holds.
// in: viewer_id, word_id, word, pattern, until_ms, most   out: WordMuted   writes: MutedWord, MUTES_WORD
// cost: the person's muted words; locks the person
// :params {viewer_id: 1, word_id: 3, word: 'spoiler', pattern: '(?isu).*spoiler.*', until_ms: null, most: 100}
//
// The word is in lower case. A null for `word` says that the person has as many as are allowed.
MATCH (viewer:User {id: $viewer_id})
// Locks before the words are counted.
SET viewer:User
WITH viewer, toString(viewer.id) + ':' + $word AS key
WHERE EXISTS { (:MutedWord {key: key}) } OR COUNT { (viewer)-[:MUTES_WORD]->() } < $most
MERGE (muted:MutedWord {key: key})
ON CREATE SET
  muted.id = $word_id,
  muted.owner_id = viewer.id,
  muted.word = $word,
  muted.pattern = $pattern,
  muted.created_at = datetime({epochMillis: $word_id / 4096 + 1735689600000})
SET muted.until_ms = $until_ms
MERGE (viewer)-[:MUTES_WORD]->(muted)
RETURN muted.id = $word_id AS created, muted {.id, .word, until: muted.until_ms, created_at: muted.created_at.epochMillis} AS muted
