// The likes after a given one, oldest first: of active people who are not protected and have not closed their likes.
// in: after, limit   out: Like
// cost: the page, from an index
// :params {after: 0, limit: 10000}
MATCH (person:User)-[liked:LIKED]->()
USING INDEX liked:LIKED(id)
WHERE liked.id > $after AND person.status = 'active' AND person.protected IS NULL AND person.likes_closed IS NULL
WITH liked ORDER BY liked.id LIMIT $limit
RETURN liked.id AS id, liked.user_id AS user_id, liked.tweet_id AS tweet_id, toString(liked.created_at) AS created_at
ORDER BY id
