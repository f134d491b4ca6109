"""Faults on purpose: a whole house, people who write in it, and what is broken meanwhile (docs/laws.md)."""
