"""The directory: members who want to be found."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.directory.pages import page_of


@require_safe
def people(request):
    return render(request, "community/directory/people.html", page_of(request.user, request.GET))
