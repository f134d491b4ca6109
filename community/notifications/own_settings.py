"""A member's own settings of notifications: the matrix, a pause, one sort off and on again, and their devices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.notifications import channels
from community.notifications.choices import Choice
from community.notifications.forms import DeviceForm, MatrixForm, PauseForm
from community.notifications.models import Notification
from community.notifications.rhythm import Rhythm
from community.notifications.subscriptions import PushKey, PushSubscription
from community.partials import back


def settings(request):
    form = MatrixForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notifications:settings")
    context = {
        "form": form,
        "channels": channels.LABELS.values(),
        "devices": PushSubscription.objects.of(request.user),
        "here": request.session.session_key,
        "push_key": PushKey.objects.own().public,
    }
    return render(
        request, "community/notifications/settings.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def pause(request):
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied(_("Choose an hour, until tomorrow, or a week."))
    Rhythm.objects.pause(form.cleaned_data["pause"], by=request.user)
    messages.success(request, _("Quiet now. Everything still waits for you here."))
    return redirect("notifications:settings")


@require_POST
def resume(request):
    Rhythm.objects.resume(by=request.user)
    messages.success(request, _("The pause is over."))
    return redirect("notifications:settings")


@require_POST
def turn_off(request, pk):
    """Nothing of this sort any more; the page offers to take it back."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    if not Choice.objects.turn_off(notification.kind, by=request.user):
        raise PermissionDenied(
            _("This one cannot be turned off: it is about your own affairs with the house.")
        )
    return redirect(f"/notifications/?off={pk}")


@require_POST
def turn_on(request, pk):
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Choice.objects.turn_on(notification.kind, by=request.user)
    messages.success(request, _("You hear of it again, as before."))
    return redirect("notifications:index")


@require_POST
def subscribe(request):
    """This browser listens from now on, as long as its member is signed in here."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    PushSubscription.objects.subscribe(
        by=request.user,
        session_key=request.session.session_key,
        user_agent=request.headers.get("User-Agent", ""),
        **form.cleaned_data,
    )
    return JsonResponse({"subscribed": True})


@require_POST
def unsubscribe(request):
    """By its address, as the browser itself says it."""
    PushSubscription.objects.unsubscribe(request.POST.get("endpoint", "").replace("\0", ""), by=request.user)
    return JsonResponse({"subscribed": False})


@require_POST
def forget_device(request, pk):
    get_object_or_404(PushSubscription.objects.of(request.user), pk=pk).delete()
    messages.success(request, _("That device hears nothing any more."))
    return back(request, "/settings/notifications/")
