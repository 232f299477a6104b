// Change a person's own profile; null removes, what is not in `changes` stays.
// in: user_id, changes, event_id   out: OwnProfile   writes: User, Outbox
// cost: constant
// :params {user_id: 4096, changes: {name: 'Ada', website: null}, event_id: 4098}
//
// Files that are replaced are removed by a task; an earlier try of the same request has left its event already.
MATCH (person:User {id: $user_id})
// Locks, so that each replaced file is seen by one of two changes at once.
SET person:User
WITH person, [
  key IN ['profile_image', 'cover_image']
  WHERE key IN keys($changes) AND person[key] <> coalesce($changes[key], '') | person[key]
] AS replaced
CALL (replaced) {
  WITH replaced WHERE replaced <> []
  MERGE (event:Outbox {id: $event_id})
  ON CREATE SET
    event.topic = 'media.discard',
    event.payload = '{"names": ["' + reduce(joined = head(replaced), name IN tail(replaced) | joined + '", "' + name)
      + '"], "event_id": ' + toString($event_id) + '}',
    event.created_at = datetime({epochMillis: $event_id / 4096 + 1735689600000})
}
SET person += $changes
RETURN
  person.name AS name,
  person.bio AS bio,
  person.profile_image AS profile_image,
  person.cover_image AS cover_image,
  person.location AS location,
  person.website AS website,
  person.protected IS NOT NULL AS protected,
  person.likes_closed IS NULL AS likes_open
