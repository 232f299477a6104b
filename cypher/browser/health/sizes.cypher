// How many nodes and relationships of the common kinds there are.
// in: -   out: what, there_are
// cost: constant: Neo4j keeps these counts
// :params {}
MATCH (n:User) WITH count(*) AS there_are RETURN 'people' AS what, there_are
UNION ALL MATCH (n:Tweet) WITH count(*) AS there_are RETURN 'tweets' AS what, there_are
UNION ALL MATCH (n:Hashtag) WITH count(*) AS there_are RETURN 'hashtags' AS what, there_are
UNION ALL MATCH (n:Media) WITH count(*) AS there_are RETURN 'pictures' AS what, there_are
UNION ALL MATCH (n:Notification) WITH count(*) AS there_are RETURN 'notifications' AS what, there_are
UNION ALL MATCH (n:Session) WITH count(*) AS there_are RETURN 'sessions' AS what, there_are
UNION ALL MATCH (n:Tombstone) WITH count(*) AS there_are RETURN 'tombstones' AS what, there_are
UNION ALL MATCH ()-[r:FOLLOWS]->() WITH count(*) AS there_are RETURN 'follows' AS what, there_are
UNION ALL MATCH ()-[r:LIKED]->() WITH count(*) AS there_are RETURN 'likes' AS what, there_are
UNION ALL MATCH ()-[r:RETWEETED]->() WITH count(*) AS there_are RETURN 'retweets' AS what, there_are
UNION ALL MATCH ()-[r:REPLY_TO]->() WITH count(*) AS there_are RETURN 'replies' AS what, there_are
