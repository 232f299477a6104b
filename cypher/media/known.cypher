// Which of these names are those of files that somebody uses.
// in: names   out: Known
// cost: the number of names
// :params {names: ['a.jpg']}
UNWIND $names AS name
WITH name
WHERE
  EXISTS { MATCH (medium:Media) WHERE medium.name = name }
  OR EXISTS { MATCH (medium:Media) WHERE medium.thumbnail = name }
  OR EXISTS { MATCH (person:User) WHERE person.profile_image = name }
  OR EXISTS { MATCH (person:User) WHERE person.cover_image = name }
RETURN name
