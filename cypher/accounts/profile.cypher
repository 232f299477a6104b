// A person's public page with what stands between them and the reader, who may be nobody; no row if not active.
// in: username_key, viewer_id   out: Profile
// cost: constant; counts are degrees
// :params {username_key: 'ada', viewer_id: 4096}
MATCH (person:User {username_key: $username_key})
WHERE
  // visible: person
  person.status = 'active'
  // end
OPTIONAL MATCH (viewer:User {id: $viewer_id})
RETURN
  person.username AS username,
  {
    id: person.id,
    name: person.name,
    bio: person.bio,
    profile_image: person.profile_image,
    cover_image: person.cover_image,
    website: person.website,
    location: person.location
  } AS profile,
  COUNT { (person)<-[:FOLLOWS]-() } AS followers_count,
  COUNT { (person)-[:FOLLOWS]->() } AS following_count,
  EXISTS { (viewer)-[:FOLLOWS]->(person) } AS is_following,
  EXISTS { (person)-[:FOLLOWS]->(viewer) } AS follows_you,
  EXISTS { (viewer)-[:MUTES]->(person) } AS is_muted,
  EXISTS { (viewer)-[:BLOCKS]->(person) } AS is_blocked
