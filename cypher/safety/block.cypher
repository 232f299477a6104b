// Block a person: from now on each is gone for the other everywhere, and neither follows the other; no-op if that is so already.
// in: viewer_id, username_key, block_id   out: Blocked   writes: BLOCKS, FOLLOWS, REQUESTED
// cost: constant; locks both people
// :params {viewer_id: 1, username_key: 'ada', block_id: 3}
//
// Nobody is told. No row says that there is no such person, or that they have blocked the reader first.
MATCH (viewer:User {id: $viewer_id})
// The lock that a follow by the reader takes first.
SET viewer:User
WITH viewer
MATCH (person:User {username_key: $username_key})
WHERE
  // admits: person
  person.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  // end
OPTIONAL CALL (viewer, person) {
  WITH viewer, person WHERE viewer <> person
  MERGE (viewer)-[block:BLOCKS]->(person)
  ON CREATE SET
    block.id = $block_id,
    block.blocker_id = viewer.id,
    block.blocked_id = person.id,
    block.created_at = datetime({epochMillis: $block_id / 4096 + 1735689600000})
  WITH viewer, person, block
  // Both are locked by now: a follow that is under way was made before, or finds the block.
  CALL (viewer, person) {
    MATCH (viewer)-[tie:FOLLOWS|REQUESTED]-(person)
    DELETE tie
  }
  RETURN block.id = $block_id AS created
}
RETURN viewer = person AS is_self, coalesce(created, false) AS created
