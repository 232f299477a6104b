// Change a person's own profile; null removes, what is not in `changes` stays.
// in: user_id, changes   out: OwnProfile   writes: User
// cost: constant
// :params {user_id: 4096, changes: {name: 'Ada', website: null}}
MATCH (person:User {id: $user_id})
SET person += $changes
RETURN
  person.name AS name,
  person.bio AS bio,
  person.profile_image AS profile_image,
  person.cover_image AS cover_image,
  person.location AS location,
  person.website AS website
