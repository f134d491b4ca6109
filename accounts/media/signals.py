"""What the rooms above hear of uploads."""

from django.dispatch import Signal

# Sent in the transaction that ends a picture's waiting; `upload` is ready or refused. Whoever shows it draws
# anew.
picture_ready = Signal()
