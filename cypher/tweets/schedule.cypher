// Keep a tweet until it is to be published; the same id again changes nothing.
// in: viewer_id, scheduled_id, due_id, content, quote_of, reply_settings, uploads, media_ids, most   out: Scheduling   writes: ScheduledTweet, SCHEDULED, Media, HAS_MEDIA
// cost: the person's scheduled tweets; locks the person
// :params {viewer_id: 1, scheduled_id: 2, due_id: 4096, content: 'hi @ada #graph', quote_of: null, reply_settings: null, uploads: [], media_ids: [], most: 100}
//
// Its pictures are taken now. Whom it mentions and quotes is told when it is published.
MATCH (author:User {id: $viewer_id})
// Locks before what they have is counted; a label that is set again only locks.
SET author:User
WITH author
OPTIONAL MATCH (inner:Tweet {id: $quote_of})
OPTIONAL MATCH (quotee:User {id: inner.author_id})
WHERE
  // readable: quotee
  quotee.status = 'active'
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: quotee.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: quotee.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
  AND (quotee.protected IS NULL OR quotee.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: quotee.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
  // end
WITH author, quotee, $scheduled_id AS tweet_id
// shape: taken_media
CALL (author, tweet_id) {
  UNWIND $uploads AS upload
  MERGE (medium:Media {id: upload.id})
  ON CREATE SET
    medium += upload,
    medium.owner_id = author.id,
    medium.unused_id = upload.id,
    medium.created_at = datetime({epochMillis: upload.id / 4096 + 1735689600000})
}
CALL (author, tweet_id) {
  UNWIND $media_ids AS medium_id
  MATCH (medium:Media {id: medium_id})
  SET medium:Media
  WITH author, tweet_id, medium
  WHERE medium.owner_id = author.id AND coalesce(medium.tweet_id, tweet_id) = tweet_id
  RETURN count(medium) AS usable
}
// end
WITH author, CASE
  WHEN usable < size($media_ids) THEN 'no_media'
  WHEN $quote_of IS NOT NULL AND quotee IS NULL THEN 'no_tweet'
  WHEN COUNT { (author)-[:SCHEDULED]->(other) WHERE other.id <> $scheduled_id } >= $most THEN 'too_many'
  ELSE 'scheduled'
END AS outcome
CALL (author, outcome) {
  WITH author WHERE outcome = 'scheduled'
  MERGE (tweet:ScheduledTweet {id: $scheduled_id})
  ON CREATE SET
    tweet.author_id = author.id,
    tweet.content = $content,
    tweet.quoted_id = $quote_of,
    tweet.reply_settings = $reply_settings,
    tweet.changed_id = $scheduled_id,
    tweet.created_at = datetime({epochMillis: $scheduled_id / 4096 + 1735689600000})
  MERGE (author)-[:SCHEDULED]->(tweet)
  WITH author, tweet
  // shape: shown_media
  CALL (tweet) {
    UNWIND range(0, size(coalesce($media_ids, [])) - 1) AS position
    MATCH (medium:Media {id: $media_ids[position]})
    MERGE (tweet)-[has:HAS_MEDIA]->(medium)
    SET has.position = position, medium.tweet_id = tweet.id, tweet.media_author_id = tweet.author_id
    REMOVE medium.unused_id
  }
  // end
  // shape: due
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
  // end
  RETURN collect(tweet) AS made
}
RETURN outcome, head([tweet IN made |
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
]) AS scheduled
