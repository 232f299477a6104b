// Give a loaded person an e-mail address and a password; a password of null leaves the person without one.
// in: user_id, email, password_hash   out: PersonId   writes: Credential
// cost: constant
// :params {user_id: 4096, email: 'ada@example.com', password_hash: null}
MATCH (credential:Credential {user_id: $user_id})
SET credential.email = $email, credential.password_hash = $password_hash
RETURN credential.user_id AS id
