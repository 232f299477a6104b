// What a person has scheduled, what is due first at the top, above a moment or below one.
// in: viewer_id, before, after, limit, skip   out: ScheduledTweets
// cost: the page, from an ordered index
// :params {viewer_id: 1, before: 0, after: 0, limit: 11, skip: 0}
//
// Moments are ids; of the two ranges the one that is not wanted is empty. `places` are those in the list. `count` is a degree.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (tweet:ScheduledTweet)
    WHERE tweet.author_id = viewer.id AND tweet.due_id > $after
    WITH tweet ORDER BY tweet.author_id, tweet.due_id SKIP $skip LIMIT $limit
    RETURN tweet
    UNION ALL
    MATCH (tweet:ScheduledTweet)
    WHERE tweet.author_id = viewer.id AND tweet.due_id < $before
    WITH tweet ORDER BY tweet.author_id DESC, tweet.due_id DESC LIMIT $limit
    RETURN tweet
  }
  WITH tweet ORDER BY tweet.due_id
  WITH
    tweet.due_id AS place,
    // shape: scheduled
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
    // end
    AS shown
  // One that is published while this is read has lost what it held; when many are, another reading meets the next.
  WHERE
    place IS NOT NULL
    AND shown.id IS NOT NULL
    AND shown.content IS NOT NULL
    AND shown.scheduled_at IS NOT NULL
    AND shown.created_at IS NOT NULL
  RETURN collect(place) AS places, collect(shown) AS tweets
}
RETURN COUNT { (viewer)-[:SCHEDULED]->() } AS count, places, tweets
