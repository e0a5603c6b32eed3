"""``python -m waypost`` is the command ``waypost``."""

from waypost.cli import main

if __name__ == "__main__":
    main()
