// Which of $media_ids the tweet `tweet_id` by `author` may show: the author's own, in no other tweet. `uploads` come with
// the request itself. What is asked for is locked before it is read: of two tweets at once, one gets a picture.
// Statements carry this wording between the marks `// shape: taken_media` and `// end`; a test compares them.
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
