// The newest id of everything that carries one; 0 in an empty graph.
// in: -   out: Newest
// cost: constant; one step into each index from its end
// :params {}
CALL () {
  MATCH (node:User) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:Session) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:Tweet) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:Notification) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:Report) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:ModerationAction) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:Outbox) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:SetAside) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH (node:DeadLetter) WHERE node.id > 0 RETURN node.id AS id ORDER BY node.id DESC LIMIT 1
  UNION ALL
  MATCH ()-[edge:FOLLOWS]->() WHERE edge.id > 0 RETURN edge.id AS id ORDER BY edge.id DESC LIMIT 1
  UNION ALL
  MATCH ()-[edge:LIKED]->() WHERE edge.id > 0 RETURN edge.id AS id ORDER BY edge.id DESC LIMIT 1
  UNION ALL
  MATCH ()-[edge:BOOKMARKED]->() WHERE edge.id > 0 RETURN edge.id AS id ORDER BY edge.id DESC LIMIT 1
  UNION ALL
  MATCH ()-[edge:RETWEETED]->() WHERE edge.id > 0 RETURN edge.id AS id ORDER BY edge.id DESC LIMIT 1
}
RETURN coalesce(max(id), 0) AS id
