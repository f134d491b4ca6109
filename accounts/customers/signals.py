"""What the rooms above may want to hear of records. Sent with `send`, so that a failure above undoes all."""

from django.dispatch import Signal

# person, member, as_of: whom the list means and who never joined has turned out to be this member.
person_recognised = Signal()
