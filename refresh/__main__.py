"""`python -m refresh`: the command line where the script `junheng` is not on the path."""

from refresh.cli import main

if __name__ == "__main__":
    main()
