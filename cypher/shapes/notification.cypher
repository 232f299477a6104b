// The shape of a notification; `actor` caused it, or is null. `on_comment`: it is about a comment.
// Statements carry this wording between the marks `// shape: notification` and `// end`; a test compares them. A comment
// is called by what it answers: the receiver's comment, or else the tweet above.
{
  id: notification.id,
  verb: notification.verb,
  sender: actor {.id, .username, .name, .profile_image},
  is_read: notification.read,
  tweet: head([(notification)-[:ABOUT]->(tweet:Tweet) | tweet.id]),
  on_comment: coalesce(head(COLLECT {
    MATCH (notification)-[:ABOUT]->(tweet:Tweet)
    OPTIONAL MATCH (parent:Tweet {id: tweet.parent_id})
    RETURN CASE
      WHEN notification.verb <> 'commented' OR tweet.author_id = notification.receiver_id THEN tweet.parent_id IS NOT NULL
      ELSE parent.author_id = notification.receiver_id AND parent.parent_id IS NOT NULL
    END AS on_comment
  }), false),
  in_retweet: coalesce(notification.in_retweet, false),
  created_at: notification.created_at.epochMillis
}
