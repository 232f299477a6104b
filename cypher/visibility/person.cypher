// Whether a reader may see a person, and what that person wrote.
// Every statement that returns a person or a tweet carries this wording between the marks `// visible: <variable>` and
// `// end`, with its own variable in the place of `person`; a test compares them.
person.status = 'active'
