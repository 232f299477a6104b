// Change the text of one's tweet soon after it was published; the earlier version is kept.
// in: viewer_id, tweet_id, version_id, content, editable_from, fits_reply, hashtags, mentions, notification_ids   out: Edited   writes: Tweet, TweetVersion, HAD_VERSION, TAGGED, MENTIONS, Notification
// cost: the tags and mentions of both texts; locks the tweet
// :params {viewer_id: 1, tweet_id: 2, version_id: 3, content: 'hi @ada #graph', editable_from: 0, fits_reply: true, hashtags: ['graph'], mentions: ['ada'], notification_ids: [4]}
//
// `editable_from` is the smallest id that may still be edited. The same text again changes nothing, and neither does a
// version_id that is there: an earlier try of the same request made it.
MATCH (tweet:Tweet {id: $tweet_id})
MATCH (author:User {id: tweet.author_id})
WHERE
  // visible: author
  author.status = 'active'
  // end
WITH tweet, author, CASE
  WHEN author.id <> $viewer_id THEN 'not_author'
  WHEN tweet.id < $editable_from THEN 'edit_expired'
  WHEN tweet.parent_id IS NOT NULL AND NOT $fits_reply THEN 'too_long'
  ELSE 'edited'
END AS outcome
CALL (tweet, author, outcome) {
  WITH tweet, author WHERE outcome = 'edited'
  // Locks before the text is read, so that of two edits at once each keeps the version before it.
  SET tweet.created_at = tweet.created_at
  WITH tweet, author
  WHERE tweet:Tweet AND tweet.content <> $content AND NOT EXISTS { MATCH (:TweetVersion {id: $version_id}) }
  MERGE (version:TweetVersion {id: $version_id})
  ON CREATE SET
    version.tweet_id = tweet.id,
    version.content = tweet.content,
    version.created_at = coalesce(tweet.edited_at, tweet.created_at)
  MERGE (tweet)-[:HAD_VERSION]->(version)
  SET tweet.content = $content,
    tweet.edited_at = datetime({epochMillis: $version_id / 4096 + 1735689600000})
  WITH tweet, author,
    COLLECT {
      MATCH (other:Tweet)
      WHERE other.id IN [tweet.parent_id, tweet.root_id, tweet.quoted_id]
      RETURN DISTINCT other.author_id
    } AS told
  CALL (tweet) {
    MATCH (tweet)-[tagged:TAGGED]->(hashtag)
    WHERE NOT hashtag.name IN $hashtags
    DELETE tagged
  }
  CALL (tweet, author) {
    MATCH (tweet)-[mention:MENTIONS]->(named)
    WHERE NOT named.username_key IN $mentions
    DELETE mention
    WITH toString(named.id) + ':mentioned:' + toString(author.id) + ':' + toString(tweet.id) AS key
    MATCH (notification:Notification {key: key})
    DETACH DELETE notification
  }
  // shape: hashtags
  CALL (tweet) {
    UNWIND $hashtags AS name
    MERGE (hashtag:Hashtag {name: name})
    MERGE (tweet)-[tagged:TAGGED]->(hashtag)
    ON CREATE SET tagged.id = tweet.id, tagged.hashtag = name
  }
  // end
  // shape: mentions
  CALL (author, tweet, told) {
    UNWIND range(0, size($mentions) - 1) AS at
    MATCH (receiver:User {username_key: $mentions[at]})
    WHERE
      // visible: receiver
      receiver.status = 'active'
      // end
      AND NOT EXISTS { (tweet)-[:MENTIONS]->(receiver) }
    MERGE (tweet)-[mention:MENTIONS]->(receiver)
    ON CREATE SET mention.user_id = receiver.id, mention.id = tweet.id
    WITH author AS actor, tweet, told, receiver,
      'mentioned' AS verb, tweet.id AS target, $notification_ids[at] AS notification_id
    WHERE receiver <> actor AND NOT receiver.id IN told
    // shape: tell
    MERGE (notification:Notification {
      key: toString(receiver.id) + ':' + verb + ':' + toString(actor.id) + ':' + toString(target)
    })
    ON CREATE SET
      notification.id = notification_id,
      notification.receiver_id = receiver.id,
      notification.verb = verb,
      notification.read = false,
      notification.created_at = datetime({epochMillis: notification_id / 4096 + 1735689600000})
    WITH *
    WHERE notification.id = notification_id AND NOT EXISTS { (notification)-[:TO]->() }
    CREATE (notification)-[:TO]->(receiver)
    CREATE (notification)-[:FROM]->(actor)
    // end
    CREATE (notification)-[:ABOUT]->(tweet)
  }
  // end
}
RETURN outcome, CASE WHEN outcome = 'edited' THEN
  // shape: tweet
  {
    id: tweet.id,
    type: 'tweet',
    author: author {.id, .username, .name, .profile_image},
    content: tweet.content,
    reply_to: CASE WHEN tweet.parent_id IS NOT NULL THEN coalesce(head(COLLECT {
      MATCH (parent:Tweet {id: tweet.parent_id})
      MATCH (replied:User {id: parent.author_id})
      WHERE
        // visible: replied
        replied.status = 'active'
        // end
      RETURN {id: parent.id, author: replied {.id, .username, .name, .profile_image}}
    }), {id: tweet.parent_id, unavailable: true}) END,
    quoted: CASE WHEN tweet.quoted_id IS NOT NULL THEN coalesce(head(COLLECT {
      MATCH (inner:Tweet {id: tweet.quoted_id})
      MATCH (quotee:User {id: inner.author_id})
      WHERE
        // visible: quotee
        quotee.status = 'active'
        // end
      RETURN {
        id: inner.id,
        author: quotee {.id, .username, .name, .profile_image},
        content: inner.content,
        media: [],
        image: null,
        quoted: CASE WHEN inner.quoted_id IS NOT NULL THEN {id: inner.quoted_id} END,
        edited_at: inner.edited_at.epochMillis,
        created_at: inner.created_at.epochMillis
      }
    }), {id: tweet.quoted_id, unavailable: true}) END,
    likes_count: COUNT { (tweet)<-[:LIKED]-() },
    comments_count: COUNT { (tweet)<-[:REPLY_TO]-() },
    retweets_count: COUNT { (tweet)<-[:RETWEETED]-() },
    quotes_count: COUNT { (tweet)<-[:QUOTES]-() },
    is_liked: EXISTS { MATCH ()-[mine:LIKED]->() WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id },
    is_retweeted: EXISTS { MATCH ()-[mine:RETWEETED]->() WHERE mine.actor_id = $viewer_id AND mine.tweet_id = tweet.id },
    is_bookmarked: EXISTS { MATCH ()-[mine:BOOKMARKED]->() WHERE mine.user_id = $viewer_id AND mine.tweet_id = tweet.id },
    hashtags: [(tweet)-[:TAGGED]->(hashtag) | hashtag.name],
    mentions: COLLECT {
      MATCH (tweet)-[:MENTIONS]->(named)
      WHERE
        // visible: named
        named.status = 'active'
        // end
      RETURN named {.id, .username, .name, .profile_image}
    },
    edited_at: tweet.edited_at.epochMillis,
    created_at: tweet.created_at.epochMillis
  }
  // end
END AS tweet
