// Forget a batch of the reset links that are not good any more; answers how many there were.
// in: before_ms, batch   out: Swept   writes: Credential
// cost: the batch, from an index
// :params {before_ms: 1767225600000, batch: 500}
MATCH (credential:Credential)
WHERE credential.reset_until_ms < $before_ms
WITH credential
LIMIT $batch
// Locks, so that a link that is mailed in this moment is not forgotten.
SET credential:Credential
WITH credential
WHERE credential.reset_until_ms < $before_ms
REMOVE credential.reset_hash, credential.reset_until_ms
RETURN count(*) AS swept
