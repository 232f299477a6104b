// People whose username or name matches a query, best first or newest first, among the thousand best hits of the index.
// in: viewer_id, query, most, order, before, after, skip, limit   out: FoundPeople
// cost: a thousand hits at most, and the page
// :params {viewer_id: 1, query: '+("ada" ada*)', most: 1000, order: 'relevance', before: 9007199254740991, after: 0, skip: 0, limit: 11}
//
// `order` is relevance, newest, or oldest for the stretch just above `after`, which comes newest first as well. `count` is of all pages, while nothing was
// left out.
CALL () {
  CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh() // what was written before this read is found
  CALL db.index.fulltext.queryNodes('person_words', $query, {limit: $most + 1}) YIELD node
  RETURN collect(node) AS hits
}
CALL (hits) {
  UNWIND range(0, size(hits) - 1) AS at
  WITH at, hits[at] AS person
  WHERE at < $most AND
    // visible: person
    person.status = 'active'
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: person.id, blocked_id: $viewer_id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    AND NOT EXISTS { MATCH ()-[wall:BLOCKS {blocker_id: $viewer_id, blocked_id: person.id}]->() USING INDEX SEEK wall:BLOCKS(blocker_id, blocked_id) }
    // end
  WITH person, at
  ORDER BY CASE $order WHEN 'relevance' THEN at WHEN 'newest' THEN -person.id ELSE person.id END
  RETURN collect(person) AS found
}
WITH size(hits) > $most AS truncated, size(found) AS count,
  [one IN found WHERE one.id < $before AND one.id > $after][$skip..$skip + $limit] AS rows
WITH truncated, count, CASE $order WHEN 'oldest' THEN reverse(rows) ELSE rows END AS page
RETURN truncated, CASE WHEN NOT truncated THEN count END AS count, COLLECT {
  UNWIND page AS person
  RETURN
    // shape: person
    {
      id: person.id,
      username: person.username,
      name: person.name,
      profile_image: person.profile_image,
      is_following: EXISTS {
        MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
        WHERE follow.follower_id = $viewer_id AND follow.followee_id = person.id
      },
      follows_you: EXISTS {
        MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
        WHERE follow.follower_id = person.id AND follow.followee_id = $viewer_id
      }
    }
    // end
} AS results
