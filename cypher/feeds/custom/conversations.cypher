// name: conversations
// title: Conversations
// description: What people you follow answer to each other.
// order: newest
//
// Looks through the newest answers of each; those to others are passed over.
MATCH (viewer)-[:FOLLOWS]->(friend)
WITH friend
ORDER BY coalesce(friend.last_post_id, 0) DESC LIMIT 100
CALL (friend) {
  MATCH (tweet:Tweet)
  USING INDEX SEEK tweet:Tweet(author_id, id, parent_id)
  WHERE tweet.author_id = friend.id AND tweet.id < $before AND tweet.parent_id IS NOT NULL
  RETURN tweet
  ORDER BY tweet.author_id DESC, tweet.id DESC LIMIT $reach
}
MATCH (parent:Tweet {id: tweet.parent_id})
WHERE parent.author_id <> tweet.author_id
  AND EXISTS {
    MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: parent.author_id}]->()
    USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id)
  }
  // An answer to somebody who is muted is half of a conversation that nobody wants to hear.
  AND NOT EXISTS {
    MATCH ()-[mute:MUTES {muter_id: $viewer_id, muted_id: parent.author_id}]->()
    USING INDEX SEEK mute:MUTES(muter_id, muted_id)
    WHERE coalesce(mute.until_ms > timestamp(), true)
  }
RETURN tweet
