"""Documents that try to steer whoever reads them, and a trial of what comes of it when every reader obeys."""
