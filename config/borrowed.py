"""Sentences of Django and allauth that our people read: named here so that our own catalogue words them, with tú.

Nothing imports this but the collector of sentences; a catalogue of ours is asked before a library's.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# Under a field of any form.
FIELDS = [
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid URL."),
    _("Enter a valid email address."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Enter a valid integer."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a valid date/time."),
    _("Enter a list of values."),
    _("Enter a complete value."),
    _("Enter a valid UUID."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    _("Null characters are not allowed."),
    _("No file was submitted. Check the encoding type on the form."),
    _("No file was submitted."),
    _("The submitted file is empty."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("Please correct the duplicate values below."),
    _("Please correct the duplicate data for %(field)s."),
]

# Of passwords.
PASSWORDS = [
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("You must type the same password each time."),
    _("You cannot activate two-factor authentication until you have verified your email address."),
    _("You cannot deactivate two-factor authentication."),
]

# In the lists and forms of the staff's desk.
DESK = [
    _("Site administration"),
    _("%(app)s administration"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("View"),
    _("Change history: %s"),
    _("Start typing to filter…"),
    _("Save and add another"),
    _("None available"),
    _("Action:"),
    _("Go"),
    _("Run the selected action"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below."),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("You may edit it again below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("Successfully deleted %(count)d %(items)s."),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Delete multiple objects"),
    _("Cannot delete %(name)s"),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? "
        "All of the following objects and their related items will be deleted:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting "
        "the following protected related objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting "
        "the following protected related objects:"
    ),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("You don’t have permission to view or edit anything."),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    _("Add another %(verbose_name)s"),
    _("Add another %(model)s"),
    _("Change selected %(model)s"),
    _("Delete selected %(model)s"),
    _("View selected %(model)s"),
]
