"""Limits on what a file may hold. Each has a message that names it."""

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes of one file: some ten thousand entries, and memory stays below 500 MB."""

MOST_LINES = 500_000
"""Lines of one file."""

DEEPEST_NESTING = 50
"""Lists and mappings inside one another; the knowledge base itself needs fewer than ten."""

MOST_NODES = 400_000
"""Values, lists and mappings of one file."""

LONGEST_KEY = 200
"""Characters of a key. Keys are field names and ids."""

LONGEST_TEXT = 2_000_000
"""Characters of one value."""

MOST_CORRECTIONS = 100
"""Mistakes of syntax that are looked for in one file before reading stops."""

MOST_REREADING = 40_000_000
"""Characters read in all while looking for further mistakes of syntax, so that it takes seconds."""

MOST_CHARACTER_PROBLEMS = 50
"""Lines with forbidden characters that are named one by one."""

MOST_PROBLEMS = 1_000
"""Problems of one file after which reading stops, and comments that are named one by one."""

MOST_RUNS = 10_000
"""Escapes and folded lines of one text whose positions are kept."""
