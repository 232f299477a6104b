// How many reports there were on each day, by reason.
// in: since   out: for people
// cost: the reports since then, from an index
// :params {since: 0}
//
// `since` is a moment as an id: milliseconds since 2025, times 4096.
MATCH (report:Report)
WHERE report.id >= $since
RETURN date(report.created_at) AS day, report.reason AS reason, count(*) AS reports
ORDER BY day DESC, reports DESC
