// What is held about a person, by kind; GET /export/ gives it to the person themselves.
// in: username_key   out: what, items
// cost: degrees of the person
// :params {username_key: 'ada'}
MATCH (person:User {username_key: $username_key})
UNWIND [
  ['tweets', COUNT { (person)-[:POSTED]->() }],
  ['scheduled tweets', COUNT { (person)-[:SCHEDULED]->() }],
  ['retweets', COUNT { (person)-[:RETWEETED]->() }],
  ['likes', COUNT { (person)-[:LIKED]->() }],
  ['bookmarks', COUNT { (person)-[:BOOKMARKED]->() }],
  ['people they follow', COUNT { (person)-[:FOLLOWS]->() }],
  ['followers', COUNT { (person)<-[:FOLLOWS]-() }],
  ['requests to follow', COUNT { (person)-[:REQUESTED]->() }],
  ['hashtags they follow', COUNT { (person)-[:FOLLOWS_TAG]->() }],
  ['people they block', COUNT { (person)-[:BLOCKS]->() }],
  ['people they mute', COUNT { (person)-[:MUTES]->() }],
  ['suggestions they dismissed', COUNT { (person)-[:DISMISSED]->() }],
  ['muted words', COUNT { (person)-[:MUTES_WORD]->() }],
  ['muted threads', COUNT { (person)-[:MUTES_THREAD]->() }],
  ['notifications', COUNT { (person)<-[:TO]-() }],
  ['reports they made', COUNT { (person)-[:REPORTED]->() }],
  ['what staff did to them', COUNT { (person)<-[:AGAINST]-() }],
  ['sessions', COUNT { (person)-[:HAS_SESSION]->() }],
  ['keys of requests', COUNT { (person)-[:HAS_KEY]->() }],
  ['archives of their data', COUNT { (person)-[:HAS_EXPORT]->() }]
] AS held
RETURN held[0] AS what, held[1] AS items
