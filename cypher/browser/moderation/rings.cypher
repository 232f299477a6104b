// People who act as one: tied by mentions, links or texts that they share in bursts; the largest first.
// in: since, until, looked_at, burst, least_people, most_people, least_shared, skip, limit   out: for people
// cost: the newest `looked_at` tweets of the window, and the pairs among `most_people` for 300 shared things at most
// :params {since: 0, until: 9007199254740991, looked_at: 5000, burst: 2457600000, least_people: 3, most_people: 50, least_shared: 3, skip: 0, limit: 11}
//
// Times are ids; a burst is a stretch of ten minutes. What at least `least_people` say in one burst, and no more than `most_people`
// (then it is news), is shared; who shares `least_shared` times or more is tied. A mention counts where it comes out
// of the blue: whom it names neither follows its author nor has mentioned them, as people do who talk with each other. Texts are alike
// whatever their case, signs, numbers, links and names. `shared` is the evidence.
CALL () {
  CALL () {
    MATCH (tweet:Tweet)
    WHERE tweet.id >= $since AND tweet.id < $until
    WITH tweet
    ORDER BY tweet.id DESC LIMIT $looked_at
    CALL (tweet) {
      MATCH (tweet)-[:MENTIONS]->(named:User)
      WHERE named.id <> tweet.author_id
        AND NOT EXISTS { MATCH ()-[tie:FOLLOWS {follower_id: named.id, followee_id: tweet.author_id}]->() USING INDEX SEEK tie:FOLLOWS(follower_id, followee_id) }
        AND NOT EXISTS { MATCH (answer:Tweet)-[back:MENTIONS]->() WHERE back.user_id = tweet.author_id AND back.id >= $since AND answer.author_id = named.id }
      RETURN 'mention' AS kind, named.username AS value
    UNION
      UNWIND split(tweet.content, [' ', '\n', '\t']) AS word
      WITH word
      WHERE word STARTS WITH 'https://' OR word STARTS WITH 'http://'
      RETURN 'link' AS kind, word AS value
    UNION
      WITH [word IN split(toLower(tweet.content), [' ', '\n', '\t']) WHERE NOT word STARTS WITH '@' AND NOT word STARTS WITH 'http' |
        replace(replace(replace(replace(word, '.', ''), ',', ''), '!', ''), '?', '')] AS words
      WITH [word IN words WHERE word <> '' AND NOT word =~ '.*\\d.*'] AS words
      WHERE size(words) >= 4
      RETURN 'text' AS kind, trim(reduce(text = '', word IN words | text + ' ' + word)) AS value
    }
    WITH kind, value, tweet.id / $burst AS burst, collect(DISTINCT tweet.author_id) AS ids, count(*) AS tweets
    WHERE size(ids) >= $least_people AND size(ids) <= $most_people
    WITH kind, value, burst, ids, tweets
    ORDER BY size(ids) DESC, tweets DESC LIMIT 300
    RETURN collect({kind: kind, value: value, ids: ids, tweets: tweets}) AS things
  }
  CALL (things) {
    UNWIND things AS thing
    UNWIND thing.ids AS one
    UNWIND thing.ids AS other
    WITH one, other WHERE one < other
    WITH one, other, count(*) AS times
    WHERE times >= $least_shared
    WITH [one, other] AS pair
    ORDER BY times DESC LIMIT 2000
    RETURN collect(pair) AS pairs
  }
  // Pair by pair, whoever is tied with somebody of a ring is in it, and rings that meet are one.
  UNWIND reduce(rings = [], pair IN pairs |
    [ring IN rings WHERE none(id IN pair WHERE id IN ring)]
    + [reduce(all = pair, ring IN [ring IN rings WHERE any(id IN pair WHERE id IN ring)] | all + [id IN ring WHERE NOT id IN all])]
  ) AS ring
  WITH things, ring WHERE size(ring) >= $least_people
  CALL (things, ring) {
    UNWIND things AS thing
    WITH thing, size([id IN thing.ids WHERE id IN ring]) AS people WHERE people >= $least_people
    WITH thing.kind AS kind, thing.value AS value, max(people) AS people, count(*) AS bursts, sum(thing.tweets) AS tweets
    ORDER BY people DESC, tweets DESC, value
    RETURN collect({kind: kind, value: value, people: people, bursts: bursts, tweets: tweets})[..10] AS shared
  }
  WITH ring, shared
  ORDER BY size(ring) DESC, ring[0] SKIP $skip LIMIT $limit
  RETURN collect({
    people: COLLECT {
      MATCH (person:User) WHERE person.id IN ring
      RETURN person {.id, .username, .name, .profile_image} ORDER BY person.id LIMIT 100
    },
    size: size(ring),
    shared: shared
  }) AS rings
}
UNWIND rings AS ring
RETURN ring.size AS size, [person IN ring.people | person.username] AS people, ring.shared AS shared
