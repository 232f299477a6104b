// name: hashtag-mix
// title: Hashtag mix
// description: The hashtags you follow in turn: the newest tweet of each, then the second of each, so that no loud one drowns the others.
// order: score
// parameter each: integer from 1 to 50, default 20; how many tweets of a hashtag take part.
//
// The relationships have the ids and are in order; a tweet is matched when it is known which place it has.
MATCH (viewer)-[:FOLLOWS_TAG]->(hashtag)
CALL (hashtag) {
  MATCH ()-[tagged:TAGGED]->()
  WHERE tagged.hashtag = hashtag.name AND tagged.id IS NOT NULL
  WITH tagged
  ORDER BY tagged.hashtag DESC, tagged.id DESC LIMIT $each
  RETURN collect(tagged.id) AS ids
}
CALL (ids) {
  UNWIND range(0, size(ids) - 1) AS place
  RETURN place LIMIT 50
}
WITH ids[place] AS id, min(place) AS place
MATCH (tweet:Tweet {id: id})
RETURN tweet, -place AS score
