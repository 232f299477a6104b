// What is reported and waits, for staff, by target, the newest first: below a cursor, or above one; who is not staff gets nothing.
// in: viewer_id, before, after, limit, skip   out: Queue
// cost: the page, from an ordered index, and the reports on it
// :params {viewer_id: 4096, before: 9007199254740991, after: 9007199254740991, limit: 11, skip: 0}
//
// `people` counts who reported it since it was last settled. `ids` are of the newest reports, which order the list.
MATCH (staff:User {id: $viewer_id})
CALL (staff) {
  CALL (staff) {
    MATCH (found:ReportCase)
    WHERE staff.staff AND found.queue_id < $before AND EXISTS { (found)<-[:PART_OF]-(report) WHERE report.settled IS NULL }
    RETURN found
    ORDER BY found.queue_id DESC SKIP $skip LIMIT $limit
  UNION ALL
    MATCH (found:ReportCase)
    WHERE staff.staff AND found.queue_id > $after AND EXISTS { (found)<-[:PART_OF]-(report) WHERE report.settled IS NULL }
    RETURN found
    ORDER BY found.queue_id LIMIT $limit
  }
  MATCH (found)-[:ABOUT]->(subject)
  OPTIONAL MATCH (person:User {id: CASE WHEN subject:User THEN subject.id ELSE coalesce(subject.author_id, subject.hidden_author_id) END})
  CALL (found) {
    MATCH (found)<-[:PART_OF]-(report)<-[:REPORTED]-(reporter)
    WHERE report.settled IS NULL
    WITH report, reporter
    ORDER BY report.id DESC
    WITH collect(DISTINCT reporter.id) AS reporters, collect(report.reason) AS given,
      [comment IN collect(report.comment) WHERE comment <> ''][..5] AS comments
    RETURN size(reporters) AS people, comments, COLLECT {
      UNWIND given AS reason
      WITH reason, count(*) AS people
      ORDER BY people DESC, reason
      RETURN {reason: reason, people: people}
    } AS reasons
  }
  WITH found, subject, person, people, reasons, comments
  ORDER BY found.queue_id DESC
  RETURN collect(found.queue_id) AS ids, collect({
    id: found.id,
    person: person {.id, .username, .name, .profile_image, .status},
    tweet: CASE WHEN subject:User THEN null ELSE {
      id: subject.id,
      content: subject.content,
      status: CASE WHEN subject:Tweet THEN 'shown' WHEN subject:HiddenTweet THEN 'hidden' ELSE 'deleted' END
    } END,
    people: people,
    reasons: reasons,
    comments: comments,
    reported_at: found.queue_id / 4096 + 1735689600000
  }) AS cases
}
RETURN coalesce(staff.staff, false) AS is_staff, ids, cases
