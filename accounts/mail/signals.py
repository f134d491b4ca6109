"""What the rooms above may want to hear of mail. Sent with `send`, so that a failure above undoes all."""

from django.dispatch import Signal

mail_failed = (
    Signal()
)  # mail: it will not arrive; the other side refused or returned it, or a day was not enough
mail_unwelcome = Signal()  # mail: its reader told their provider that they want none like it
