"""What all recipes share: how a method of making data takes its items round by round."""
