// What a person wrote, comments too, oldest first, with what it said before edits.
// in: viewer_id, after, limit   out: Written
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (tweet:Tweet)
WHERE tweet.author_id = $viewer_id AND tweet.id > $after
WITH tweet ORDER BY tweet.author_id, tweet.id LIMIT $limit
RETURN
  tweet.id AS id,
  tweet.content AS content,
  tweet.parent_id AS reply_to,
  tweet.root_id AS thread,
  tweet.quoted_id AS quote_of,
  coalesce(tweet.reply_settings, 'everyone') AS reply_settings,
  COLLECT { MATCH (tweet)-[tie:HAS_MEDIA]->(medium) RETURN medium.name ORDER BY tie.position } AS media,
  COLLECT {
    MATCH (tweet)-[:HAD_VERSION]->(version)
    RETURN {content: version.content, created_at: version.created_at.epochMillis} ORDER BY version.id
  } AS versions,
  tweet.edited_at.epochMillis AS edited_at,
  tweet.created_at.epochMillis AS created_at
