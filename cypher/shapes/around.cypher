// Whom those follow whom a reader follows: the newest $reach follows of each of the newest $friends, as `around`, a list of ids. It needs `viewer`.
// Statements carry this wording between the marks `// shape: around` and `// end`; a test compares them.
CALL (viewer) {
  CALL (viewer) {
    MATCH ()-[mine:FOLLOWS]->(friend)
    USING INDEX SEEK mine:FOLLOWS(follower_id, id)
    WHERE mine.follower_id = viewer.id AND mine.id > 0
      AND
      // readable: friend
      friend.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: friend.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: friend.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (friend.protected IS NULL OR friend.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: friend.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
    RETURN friend
    ORDER BY mine.follower_id DESC, mine.id DESC LIMIT $friends
  }
  CALL (friend) {
    MATCH ()-[theirs:FOLLOWS]->()
    USING INDEX SEEK theirs:FOLLOWS(follower_id, id)
    WHERE theirs.follower_id = friend.id AND theirs.id > 0
    RETURN theirs.followee_id AS person_id
    ORDER BY theirs.follower_id DESC, theirs.id DESC LIMIT $reach
  }
  RETURN collect(DISTINCT person_id) AS around
}
