"""How it is run and reached: the run engine and the command line."""

if __name__ == "service":
    raise ImportError("import bookwright.service, not service")
