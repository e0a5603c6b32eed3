"""The live preview: a session over the site's artifacts, an HTTP server, a file watcher."""

__all__ = ["file_watcher", "http_server", "session"]
