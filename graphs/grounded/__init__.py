"""What every grounded text goes through once it is written: critique and revision in rounds, then the judges."""
