// Remove the likenesses that were found before a moment; answers how many there were.
// in: before_ms   out: Forgotten   writes: SIMILAR_TO
// cost: the number of likenesses
// :params {before_ms: 1767225600000}
MATCH ()-[alike:SIMILAR_TO]->()
WHERE alike.found_ms < $before_ms
CALL (alike) {
  DELETE alike
} IN TRANSACTIONS OF 10000 ROWS
RETURN count(*) AS forgotten
