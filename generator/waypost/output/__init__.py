"""What a built site is: its files with their checksums, and what its pages hold."""
