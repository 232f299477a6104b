// Mute one of one's muted words no longer; no row if there is no such word of this person.
// in: viewer_id, word_id   out: Unmuted   writes: MutedWord
// cost: constant
// :params {viewer_id: 1, word_id: 3}
MATCH (muted:MutedWord {id: $word_id})
WHERE muted.owner_id = $viewer_id
WITH muted, muted.id AS id
DETACH DELETE muted
RETURN id
