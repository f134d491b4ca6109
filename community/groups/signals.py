"""What the rooms above hear about groups, in the same transaction.

member_came    sender Group; group, membership. Sent for every new membership.
member_went    sender Group; group, member. Sent when a membership has ended; what has a foreign key to it went along.
preset_started sender Group; sector, by. The groups of a sector were founded; sent again when it is started again.
"""

from django.dispatch import Signal

member_came = Signal()
member_went = Signal()
preset_started = Signal()
