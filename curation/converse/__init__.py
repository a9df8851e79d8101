"""What is asked of a dialogue without a model: follow-ups that lean, answers that are cited, refusals that say what can be found."""
