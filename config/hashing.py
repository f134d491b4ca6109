"""Static files under names that hold a hash of what is in them, and so the modules that they import."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

# Django's own search for imports reads every script there is, comments and vendored libraries too. Ours stand at the
# beginning of a line, may run over several, and name a neighbour by its path: nothing else is meant by this.
FROM = r"""(?m)^(?P<matched>(?P<what>(?:import|export)\b(?:[^'";()]*\bfrom)?)\s*["'](?P<url>\.{1,2}/[^"'\n]+)["'];)"""
IMPORTS = ("js/*.js", ((FROM, '%(what)s "%(url)s";'),))


class HashedFiles(ManifestStaticFilesStorage):
    """A page of one version takes all of its modules from that version, and keeps them as long as it likes."""

    patterns = (*ManifestStaticFilesStorage.patterns, IMPORTS)
    # A module has its name when those that it imports have theirs, and folders are read in no certain order.
    max_post_process_passes = 10
