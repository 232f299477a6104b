// The follows after a given one, oldest first: between active people of whom one at least is not protected, whose list shows it.
// in: after, limit   out: Follow
// cost: the page, from an index
// :params {after: 0, limit: 10000}
MATCH (follower:User)-[tie:FOLLOWS]->(followee:User)
USING INDEX tie:FOLLOWS(id)
WHERE tie.id > $after AND follower.status = 'active' AND followee.status = 'active'
  AND (follower.protected IS NULL OR followee.protected IS NULL)
WITH tie ORDER BY tie.id LIMIT $limit
RETURN tie.id AS id, tie.follower_id AS follower_id, tie.followee_id AS followee_id, toString(tie.created_at) AS created_at
ORDER BY id
