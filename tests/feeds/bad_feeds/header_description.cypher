// name: header-description
// title: Plain
// order: newest
MATCH (tweet:Tweet {id: $before}) RETURN tweet
