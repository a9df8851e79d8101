"""`python -m bookwright.service` is the command line."""

from bookwright.service.cli import main

main()
