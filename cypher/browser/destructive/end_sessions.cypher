// DESTRUCTIVE: signs a person out on every device; they must log in again.
// in: username_key   out: ended   writes: Session, HAS_SESSION
// cost: the person's sessions
// :params {username_key: 'nobody_by_this_name'}
//
// An access token that is out already is good until it runs out, TWEETGRAPH_ACCESS_MINUTES at most. tweetgraph user suspend keeps a person out at once.
MATCH (person:User {username_key: $username_key})-[:HAS_SESSION]->(session:Session)
DETACH DELETE session
RETURN count(*) AS ended
