"""A house full of made-up people: synthetic data in bulk, the same for the same seed. Sends nothing."""
