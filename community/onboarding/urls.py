"""Addresses of the first steps."""

from django.urls import path, register_converter

from community.onboarding import views
from community.onboarding.models import Step


class StepConverter:
    regex = "|".join(Step.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StepConverter, "first-step")

app_name = "onboarding"
urlpatterns = [
    path("welcome/", views.index, name="index"),
    path("welcome/you/", views.you, name="you"),
    path("welcome/groups/", views.groups, name="groups"),
    path("welcome/hello/", views.hello, name="hello"),
    path("welcome/<first-step:step>/passing/", views.passing, name="passing"),
    path("welcome/end/", views.end, name="end"),
]
