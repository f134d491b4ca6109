"""What the rooms above hear about a text, in the same transaction, with its row locked.

rewritten    sender the class; written, as_of. Its author changed what it says or shows.
"""

from django.dispatch import Signal

rewritten = Signal()
