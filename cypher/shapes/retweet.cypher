// The shape of a feed's retweet entry: `person` passed on the tweet that is `shown`.
// Statements carry this wording between the marks `// shape: retweet` and `// end`; a test compares them.
{
  id: id,
  type: 'retweet',
  author: person {.id, .username, .name, .profile_image},
  quote: retweet.quote,
  original_tweet: shown,
  created_at: retweet.created_at.epochMillis
}
