// Change what one has scheduled: its text, its pictures or its time.
// in: viewer_id, scheduled_id, change_id, due_id, content, uploads, media_ids   out: Scheduling   writes: ScheduledTweet, Media, HAS_MEDIA
// cost: the person's scheduled tweets of that moment; locks the person
// :params {viewer_id: 1, scheduled_id: 2, change_id: 3, due_id: 4096, content: 'hi @ada #graph', uploads: [], media_ids: []}
//
// A content, media_ids or due_id of null stays as it is. No row says that there is no such tweet, or not any more: it may
// be published. `changed_id` keeps a worker from publishing what was read before the change.
MATCH (author:User {id: $viewer_id})
// Locks before the tweet is looked for: whoever publishes or deletes it holds this lock as well.
SET author:User
WITH author
MATCH (tweet:ScheduledTweet {id: $scheduled_id})
WHERE tweet.author_id = author.id
WITH author, tweet, tweet.id AS tweet_id
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
WITH author, tweet, CASE
  WHEN usable < size($media_ids) THEN 'no_media'
  WHEN coalesce($content, tweet.content) = '' AND CASE
    WHEN $media_ids IS NULL THEN NOT EXISTS { (tweet)-[:HAS_MEDIA]->() }
    ELSE $media_ids = []
  END THEN 'empty_tweet'
  ELSE 'scheduled'
END AS outcome
CALL (author, tweet, outcome) {
  WITH author, tweet WHERE outcome = 'scheduled'
  SET tweet.content = coalesce($content, tweet.content), tweet.changed_id = $change_id
  WITH author, tweet
  CALL (tweet) {
    MATCH (tweet)-[has:HAS_MEDIA]->(medium)
    WHERE NOT medium.id IN $media_ids
    DELETE has
    REMOVE medium.tweet_id
    SET medium.unused_id = medium.id
  }
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
}
RETURN outcome, CASE WHEN outcome = 'scheduled' THEN
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
END AS scheduled
