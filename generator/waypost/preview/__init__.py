"""The live preview: builds in memory of the last build, watches files, and tells open pages."""
