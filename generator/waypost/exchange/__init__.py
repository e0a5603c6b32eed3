"""Into and out of a knowledge base: spreadsheets, Markdown, web pages and other help centres."""
