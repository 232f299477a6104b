// Say in words what one's own picture shows.
// in: viewer_id, medium_id, alt   out: Medium   writes: Media
// cost: constant
// :params {viewer_id: 1, medium_id: 2, alt: 'A cat.'}
MATCH (medium:Media {id: $medium_id})
WHERE medium.owner_id = $viewer_id
SET medium.alt = $alt
RETURN
  medium.id AS id,
  medium.type AS type,
  medium.name AS url,
  medium.thumbnail AS thumbnail,
  medium.alt AS alt,
  medium.width AS width,
  medium.height AS height
