"""People as the owners of accounts: credentials, sessions, profiles."""
