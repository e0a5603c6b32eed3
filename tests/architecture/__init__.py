"""The package's structure, read from its sources: rooms, doors and directions."""
