"""How MkDocs and Material come to the pages: what the plugin does with both."""
