"""The whole way from a file to what the site is made of, in one place."""
