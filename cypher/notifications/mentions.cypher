// The tweets, comments and quotes of retweets that mention a person, newest first: below a cursor, or above one.
// in: viewer_id, search, before, after, limit, skip   out: Mentions
// cost: the page, from an ordered index; with a search, up to all of the list
// :params {viewer_id: 1, search: '', before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `count` is a degree. Whoever mentions themselves knows of it. A mention in a quote goes from a person, and has the id of
// the retweet.
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  CALL (viewer) {
    MATCH (source)-[mention:MENTIONS]->()
    USING INDEX SEEK mention:MENTIONS(user_id, id)
    WHERE mention.user_id = viewer.id AND mention.id < $before
    OPTIONAL MATCH ()-[retweet:RETWEETED]->(shown:Tweet) WHERE source:User AND retweet.id = mention.id
    MATCH (author:User {id: CASE WHEN source:User THEN source.id ELSE source.author_id END})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
      AND author.id <> viewer.id AND (source:Tweet OR shown IS NOT NULL)
    WITH mention, source, retweet, author, CASE
      WHEN source:User THEN 'retweet'
      WHEN source.parent_id IS NULL THEN 'tweet'
      ELSE 'comment'
    END AS kind
    WHERE $search = '' OR $search = kind OR author.username_key CONTAINS $search
    RETURN mention, source, retweet, author, kind
    ORDER BY mention.user_id DESC, mention.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (source)-[mention:MENTIONS]->()
    USING INDEX SEEK mention:MENTIONS(user_id, id)
    WHERE mention.user_id = viewer.id AND mention.id > $after
    OPTIONAL MATCH ()-[retweet:RETWEETED]->(shown:Tweet) WHERE source:User AND retweet.id = mention.id
    MATCH (author:User {id: CASE WHEN source:User THEN source.id ELSE source.author_id END})
    WHERE
      // readable: author
      author.status = 'active'
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: author.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: author.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
      AND (author.protected IS NULL OR author.id = $viewer_id OR EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: $viewer_id, followee_id: author.id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) })
      // end
      AND author.id <> viewer.id AND (source:Tweet OR shown IS NOT NULL)
    WITH mention, source, retweet, author, CASE
      WHEN source:User THEN 'retweet'
      WHEN source.parent_id IS NULL THEN 'tweet'
      ELSE 'comment'
    END AS kind
    WHERE $search = '' OR $search = kind OR author.username_key CONTAINS $search
    RETURN mention, source, retweet, author, kind
    ORDER BY mention.user_id, mention.id LIMIT $limit
  }
  WITH mention, source, retweet, author, kind
  ORDER BY mention.id DESC
  RETURN collect({
    actor: author.username,
    content_object: kind,
    content: coalesce(retweet.quote, source.content),
    content_id: mention.id,
    created_at: coalesce(retweet.created_at, source.created_at).epochMillis
  }) AS mentions
}
RETURN COUNT { (viewer)<-[:MENTIONS]-() } AS count, mentions
