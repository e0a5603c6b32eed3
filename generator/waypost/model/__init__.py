"""The knowledge base as frozen records, the types of their fields, and how they are loaded."""
