// The tweets that mention one person, in order.
// in: -   out: -   writes: index
// cost: the number of mentions, once
// :params {}
CREATE INDEX mentions_list IF NOT EXISTS FOR ()-[mention:MENTIONS]-() ON (mention.user_id, mention.id)
