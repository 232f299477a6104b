"""The peer that the field uses: PostgreSQL with hand-written SQL, on the same rows, query against query."""
