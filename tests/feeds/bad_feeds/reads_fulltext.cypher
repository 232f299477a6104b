// name: reads-fulltext
// title: A bad feed
// description: It is refused.
// order: score
CALL db.index.fulltext.queryNodes('tweet_words', 'graph') YIELD node, score
RETURN node AS tweet, score
