// Take pictures that no tweet has shown for long from their owners; whoever calls removes the files, then forgets them.
// in: below, limit   out: Left   writes: Media
// cost: the page, from an index
// :params {below: 4096, limit: 100}
//
// tweet_id 0 is no tweet: nobody can show the picture any more, and another try finds it again.
MATCH (medium:Media)
WHERE medium.unused_id > 0 AND medium.unused_id < $below
WITH medium ORDER BY medium.unused_id LIMIT $limit
// Locks before it is read again: a tweet may take it now. What the index gave was read before the lock.
SET medium:Media
WITH medium WHERE coalesce(medium.tweet_id, 0) = 0
SET medium.tweet_id = 0
RETURN medium.id AS id, [medium.name, medium.thumbnail] AS names
