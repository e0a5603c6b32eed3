"""The rooms of the package from the roof down: a room imports from those below it alone."""

ROOMS = (
    "cli",
    "serve",
    "exchange",
    "build",
    "mkdocs_plugin",
    "pages",
    "edit",
    "checks",
    "search",
    "trees",
    "markdown",
    "model",
    "parser",
    "diagnostics",
    "core",
    "assets",
)

# Reading and checking (parser, model, markdown, trees, search, checks) know nothing of pages;
# pages know nothing of MkDocs; commands are above all. An edit checks what it would write, so it
# stands above the checks.

MKDOCS = "mkdocs_plugin"
"""The one room that knows MkDocs."""

USE_FILES = {"cli", "serve", "exchange", "build", "mkdocs_plugin", "edit", "parser"}
"""The rooms that touch the file system: commands, and the reader."""

READ_DATA = {
    "assets": "what browsers get",
    "core.messages": "the catalogs of messages",
    "diagnostics.catalog": "the wordings",
    "pages.alphabet": "the letters of languages",
    "pages.machine": "the schema of a site's data",
    "pages.outputs": "what browsers get",
    "pages.template_environment": "icons",
    "search.vectors": "the table of word vectors",
}
"""Modules that read files of the package itself, and which."""
