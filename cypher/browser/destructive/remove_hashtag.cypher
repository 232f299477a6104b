// DESTRUCTIVE: takes a hashtag off every tweet and from all who follow it; the texts stay as they are.
// in: take_off   out: untied   writes: TAGGED, FOLLOWS_TAG, HAS_TREND
// cost: up to 10,000 uses of the hashtag; run it again until it unties none
// :params {take_off: 'no_such_hashtag'}
MATCH (tag:Hashtag {name: $take_off})<-[tie:TAGGED|FOLLOWS_TAG|HAS_TREND]-()
WITH tie LIMIT 10000
DELETE tie
RETURN count(*) AS untied
