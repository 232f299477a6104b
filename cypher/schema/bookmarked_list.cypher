// What one person keeps for later, in order.
// in: -   out: -   writes: index
// cost: the number of bookmarks, once
// :params {}
CREATE INDEX bookmarked_list IF NOT EXISTS FOR ()-[bookmarked:BOOKMARKED]-() ON (bookmarked.user_id, bookmarked.id)
