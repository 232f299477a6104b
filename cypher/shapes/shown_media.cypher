// Show $media_ids in `tweet`, in their order.
// Statements carry this wording between the marks `// shape: shown_media` and `// end`; a test compares them.
CALL (tweet) {
  UNWIND range(0, size(coalesce($media_ids, [])) - 1) AS position
  MATCH (medium:Media {id: $media_ids[position]})
  MERGE (tweet)-[has:HAS_MEDIA]->(medium)
  SET has.position = position, medium.tweet_id = tweet.id, tweet.media_author_id = tweet.author_id
  REMOVE medium.unused_id
}
