// Remove some mutes that have ended, of people and of words.
// in: batch   out: Swept   writes: MUTES, MutedWord
// cost: the batch, from indexes
// :params {batch: 1000}
CALL () {
  MATCH ()-[mute:MUTES]->() USING INDEX SEEK mute:MUTES(until_ms)
  WHERE mute.until_ms < timestamp()
  WITH mute LIMIT $batch
  DELETE mute
  RETURN count(*) AS people
}
CALL () {
  MATCH (muted:MutedWord) USING INDEX SEEK muted:MutedWord(until_ms)
  WHERE muted.until_ms < timestamp()
  WITH muted LIMIT $batch
  DETACH DELETE muted
  RETURN count(*) AS words
}
RETURN people + words AS swept
