"""Backup and restore: the whole house in one file, taken while it goes on, put back by one command."""
