"""Laws about bookmarks."""

from accounts import due
from community.bookmarks.models import Bookmark

due.register("reminder of a bookmark", Bookmark.objects.due)
