// Keep a picture whose files are stored, until a tweet shows it; the same id again changes nothing.
// in: viewer_id, upload   out: Medium   writes: Media
// cost: constant
// :params {viewer_id: 1, upload: {id: 2, name: 'a.jpg', thumbnail: 'a_small.webp', type: 'image', alt: '', width: 4, height: 3}}
MATCH (owner:User {id: $viewer_id})
MERGE (medium:Media {id: $upload.id})
ON CREATE SET
  medium += $upload,
  medium.owner_id = owner.id,
  medium.unused_id = $upload.id,
  medium.created_at = datetime({epochMillis: $upload.id / 4096 + 1735689600000})
RETURN
  medium.id AS id,
  medium.type AS type,
  medium.name AS url,
  medium.thumbnail AS thumbnail,
  medium.alt AS alt,
  medium.width AS width,
  medium.height AS height
