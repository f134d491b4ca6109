"""Index of addresses."""

urlpatterns: list = []
