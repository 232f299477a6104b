// The shape of a tweet that is not published yet, in `tweet`; nobody but its author sees one.
// Statements carry this wording between the marks `// shape: scheduled` and `// end`; a test compares them.
{
  id: tweet.id,
  type: 'scheduled',
  content: tweet.content,
  media: COLLECT {
    MATCH (tweet)-[has:HAS_MEDIA]->(medium)
    RETURN medium {.id, .type, url: medium.name, .thumbnail, .alt, .width, .height} ORDER BY has.position
  },
  quote_of: tweet.quoted_id,
  scheduled_at: tweet.due_id / 4096 + 1735689600000,
  created_at: tweet.created_at.epochMillis
}
