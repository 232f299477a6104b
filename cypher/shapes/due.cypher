// When the scheduled `tweet` of `author` is due: at $due_id, which is a moment as an id; null leaves it. Of one moment each
// tweet of a person has a place of its own, which the list's cursors need; the person is locked before.
// Statements carry this wording between the marks `// shape: due` and `// end`; a test compares them.
CALL (author, tweet) {
  WITH author, tweet WHERE $due_id IS NOT NULL
  WITH tweet, COLLECT {
    MATCH (other:ScheduledTweet)
    WHERE other.author_id = author.id AND other.due_id >= $due_id AND other.due_id < $due_id + 4096 AND other <> tweet
    RETURN other.due_id
  } AS taken
  WITH tweet, head([place IN range(0, size(taken)) WHERE NOT $due_id + place IN taken | $due_id + place]) AS due_id
  SET tweet.due_id = due_id, tweet.look_id = due_id
}
