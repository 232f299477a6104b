// What a person is here: their profile, their settings, and how they sign in, without what they sign in with.
// in: viewer_id   out: Account
// cost: constant
// :params {viewer_id: 4096}
MATCH (viewer:User {id: $viewer_id})
OPTIONAL MATCH (viewer)-[:HAS_CREDENTIAL]->(credential:Credential)
RETURN
  viewer.id AS id,
  viewer.username AS username,
  viewer.name AS name,
  viewer.bio AS bio,
  viewer.location AS location,
  viewer.website AS website,
  viewer.profile_image AS profile_image,
  viewer.cover_image AS cover_image,
  viewer.status AS status,
  viewer.suspended_until_ms AS suspended_until,
  coalesce(viewer.staff, false) AS staff,
  viewer.protected IS NOT NULL AS protected,
  viewer.likes_closed IS NULL AS likes_open,
  viewer.created_at.epochMillis AS created_at,
  head([(viewer)-[pinned:PINNED]->() | pinned.tweet_id]) AS pinned_tweet,
  credential.email AS email,
  credential.email_verified IS NOT NULL AS email_verified,
  credential.factor_id IS NOT NULL AS two_factor
