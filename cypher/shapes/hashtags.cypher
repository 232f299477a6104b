// The words a text is tagged with, on `tweet`.
// Statements carry this wording between the marks `// shape: hashtags` and `// end`; a test compares them.
CALL (tweet) {
  UNWIND $hashtags AS name
  MERGE (hashtag:Hashtag {name: name})
  MERGE (tweet)-[tagged:TAGGED]->(hashtag)
  ON CREATE SET tagged.id = tweet.id, tagged.hashtag = name
}
