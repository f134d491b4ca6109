"""What the rooms above hear about comments, in the same transaction, with the post's row locked.

commented    sender Comment; comment, as_of. Sent by `Comment.objects.say` for every comment, official ones too.
"""

from django.dispatch import Signal

commented = Signal()
