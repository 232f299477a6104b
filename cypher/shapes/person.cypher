// The shape of a person in a list, for a reader: $viewer_id reads (0: nobody is signed in).
// Statements carry this wording between the marks `// shape: person` and `// end`; a test compares them.
{
  id: person.id,
  username: person.username,
  name: person.name,
  profile_image: person.profile_image,
  is_following: EXISTS {
    MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
    WHERE follow.follower_id = $viewer_id AND follow.followee_id = person.id
  },
  follows_you: EXISTS {
    MATCH ()-[follow:FOLLOWS]->() USING INDEX SEEK follow:FOLLOWS(follower_id, followee_id)
    WHERE follow.follower_id = person.id AND follow.followee_id = $viewer_id
  }
}
