"""What the rooms above hear about posts, in the same transaction, with the post's row locked.

let_out       sender Post; post, as_of. It is there for its readers: at once, at its hour, or once it was approved.
taken_back    sender Post; post, by, as_of. The post is about to be blanked: what hangs on it goes as well.
"""

from django.dispatch import Signal

let_out = Signal()
taken_back = Signal()
