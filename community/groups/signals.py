"""What the rooms above hear about groups, in the same transaction.

member_came    sender Group; group, membership. Sent for every new membership. Going is heard by whoever has a foreign
               key to the membership: it goes along.
"""

from django.dispatch import Signal

member_came = Signal()
