"""What the rooms above may want to hear of people. Sent with `send`, so that a failure above undoes all."""

from django.dispatch import Signal

member_joined = Signal()  # member, groups=[slugs]: approved and at home, for the first time or again
member_suspended = Signal()  # member
member_left = Signal()  # member
