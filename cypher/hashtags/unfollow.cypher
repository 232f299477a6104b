// Follow a hashtag no longer; no-op if it was not followed.
// in: viewer_id, name   out: Unfollowed   writes: FOLLOWS_TAG
// cost: constant; locks the person and the hashtag
// :params {viewer_id: 1, name: 'graph'}
OPTIONAL MATCH ()-[follows:FOLLOWS_TAG]->() WHERE follows.user_id = $viewer_id AND follows.hashtag = $name
WITH follows, follows IS NOT NULL AS removed
DELETE follows
RETURN removed
