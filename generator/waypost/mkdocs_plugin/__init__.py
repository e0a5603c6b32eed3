"""The adapter to MkDocs: the plugin, the frame, the theme's set-up. Only it imports MkDocs."""

__all__ = [
    "collect",
    "frame",
    "languages",
    "look_settings",
    "mkdocs_run",
    "page_meta",
    "site_files",
    "site_plan",
    "site_settings",
]
