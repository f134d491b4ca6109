"""What posts and comments have in common: words that are written once, changed, hidden, taken back."""
