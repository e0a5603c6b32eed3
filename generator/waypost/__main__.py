"""``python -m waypost`` is the command ``waypost``."""

from waypost.cli.main import main

if __name__ == "__main__":
    main()
