"""Accounts: registration, sessions, profiles."""
