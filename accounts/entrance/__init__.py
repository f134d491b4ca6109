"""The entrance: how people show who they are. allauth does the work; here are its words, limits and letters."""
