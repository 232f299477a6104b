// A person's pictures, oldest first, whether a tweet shows them or none.
// in: viewer_id, after, limit   out: Medium
// cost: the page, from an ordered index
// :params {viewer_id: 4096, after: 0, limit: 500}
MATCH (medium:Media)
WHERE medium.owner_id = $viewer_id AND medium.id > $after
WITH medium ORDER BY medium.owner_id, medium.id LIMIT $limit
RETURN
  medium.id AS id,
  medium.name AS name,
  medium.type AS type,
  medium.alt AS alt,
  medium.width AS width,
  medium.height AS height,
  medium.tweet_id AS tweet_id,
  medium.created_at.epochMillis AS created_at
