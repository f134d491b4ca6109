"""What the rooms above hear about posts, in the same transaction, with the post's row locked.

taken_back    sender Post; post, by, as_of. The post is about to be blanked: what hangs on it goes as well.
"""

from django.dispatch import Signal

taken_back = Signal()
