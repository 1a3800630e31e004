"""`python -m entregent` is the `entregent` command."""

from entregent.cli import main

if __name__ == "__main__":
    main()
