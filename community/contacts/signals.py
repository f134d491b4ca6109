"""What the rooms above hear about contacts, in the same transaction.

turned_away  sender Block; block. Somebody ignores or blocks another person; also when it was so already.
"""

from django.dispatch import Signal

turned_away = Signal()
