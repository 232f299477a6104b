// The tweets and comments that mention a person, newest first, below a cursor.
// in: viewer_id, search, before, limit, skip   out: Mentions
// cost: the page, from an ordered index; with a search, up to all of the list
// :params {viewer_id: 1, search: '', before: 9007199254740991, limit: 11, skip: 0}
//
// `count` is a degree. Whoever mentions themselves knows of it.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  MATCH (tweet:Tweet)-[mention:MENTIONS]->()
  WHERE mention.user_id = viewer.id AND mention.id < $before
  MATCH (author:User {id: tweet.author_id})
  WHERE
    // visible: author
    author.status = 'active'
    // end
    AND author.id <> viewer.id
  WITH mention, tweet, author, CASE WHEN tweet.parent_id IS NULL THEN 'tweet' ELSE 'comment' END AS kind
  WHERE $search = '' OR $search = kind OR author.username_key CONTAINS $search
  WITH mention, tweet, author, kind
  ORDER BY mention.user_id DESC, mention.id DESC SKIP $skip LIMIT $limit - $skip
  RETURN collect({
    actor: author.username,
    content_object: kind,
    content: tweet.content,
    content_id: tweet.id,
    created_at: tweet.created_at.epochMillis
  }) AS mentions
}
RETURN COUNT { (viewer)<-[:MENTIONS]-() } AS count, mentions
