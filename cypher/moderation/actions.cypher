// What staff did, for staff, newest first: all of it, or what was done to a person or about a tweet; below a cursor, or above one.
// in: viewer_id, username_key, tweet_id, before, after, limit, skip   out: Trail
// cost: the page, from an ordered index; for one person or tweet, what was done to them
// :params {viewer_id: 4096, username_key: null, tweet_id: null, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// Who is erased is named no more: the action stays.
MATCH (staff:User {id: $viewer_id})
CALL (staff) {
  CALL (staff) {
    MATCH (action:ModerationAction)
    WHERE staff.staff AND $username_key IS NULL AND $tweet_id IS NULL AND action.id < $before
    RETURN action
    ORDER BY action.id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (action:ModerationAction)
    WHERE staff.staff AND $username_key IS NULL AND $tweet_id IS NULL AND action.id > $after
    RETURN action
    ORDER BY action.id LIMIT $limit
  UNION ALL
    MATCH (:User {username_key: $username_key})<-[:AGAINST]-(action:ModerationAction)
    WHERE staff.staff AND (action.id < $before OR action.id > $after) AND ($tweet_id IS NULL OR action.tweet_id = $tweet_id)
    RETURN action
    ORDER BY CASE WHEN action.id < $before THEN -action.id ELSE action.id END SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (action:ModerationAction)
    WHERE action.tweet_id = $tweet_id AND staff.staff AND $username_key IS NULL AND (action.id < $before OR action.id > $after)
    RETURN action
    ORDER BY CASE WHEN action.id < $before THEN -action.id ELSE action.id END SKIP $skip LIMIT $limit
  }
  WITH action
  ORDER BY action.id DESC
  OPTIONAL MATCH (action)-[:BY]->(doer:User)
  OPTIONAL MATCH (action)-[:AGAINST]->(person:User)
  RETURN collect({
    id: action.id,
    action: action.act,
    reason: action.reason,
    by: doer {.id, .username, .name, .profile_image},
    person: person {.id, .username, .name, .profile_image},
    tweet: action.tweet_id,
    until: action.until_ms,
    created_at: action.created_at.epochMillis
  }) AS actions
}
RETURN coalesce(staff.staff, false) AS is_staff, actions
