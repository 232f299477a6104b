// What the text of a feed gives, and nothing of ours around it: to be explained when a file is loaded, never to be run.
// in: viewer_id   out: the columns of the text
// cost: that of the text
// :params {viewer_id: 1}
MATCH (viewer:User {id: $viewer_id})
CALL (viewer) {
  WITH viewer AS tweet LIMIT 0 RETURN tweet // the text of a feed
}
RETURN *
