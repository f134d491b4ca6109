"""What the rooms above hear about groups, in the same transaction.

member_came    sender Group; group, membership. Sent for every new membership. Going is heard by whoever has a foreign
               key to the membership: it goes along.
preset_started sender Group; sector, by. The groups of a sector were founded; sent again when it is started again.
"""

from django.dispatch import Signal

member_came = Signal()
preset_started = Signal()
