"""``python -m thymograph`` is the command line."""

from thymograph.cli import main

if __name__ == "__main__":
    main()
