"""`python -m kommuntal` is the command line."""

from kommuntal.cli import main

if __name__ == "__main__":
    main()
