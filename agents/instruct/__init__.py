"""The roles of making instructions: new tasks after the seeds, their instances, and who judges these."""
