// DESTRUCTIVE: signs a person out on every device; they must log in again.
// in: sign_out   out: ended   writes: Session, HAS_SESSION
// cost: the person's sessions
// :params {sign_out: 'nobody_by_this_name'}
//
// The parameter has a name of its own: what was set for another statement signs nobody out.
// An access token that is out already is good until it runs out, TWEETGRAPH_ACCESS_MINUTES at most. tweetgraph user suspend keeps a person out at once.
MATCH (person:User {username_key: $sign_out})-[:HAS_SESSION]->(session:Session)
DETACH DELETE session
RETURN count(*) AS ended
