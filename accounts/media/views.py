"""Files in and out: one address each."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.media import serving
from accounts.media.models import Upload


@require_safe
def show(request, id, variant):
    upload = Upload.objects.read_by(request.user, id)
    return serving.answer(request, upload, variant)


@require_POST
def receive(request):
    """A file chosen in a composer, sent ahead of its form; the answer is what the form then names."""
    file, documents = request.FILES.get("file"), "documents" in request.POST
    try:
        upload = Upload.objects.accept(owner=request.user, file=file, documents=documents)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    preview = upload.small if upload.is_picture else upload.document
    return JsonResponse({"id": str(upload.pk), "url": preview, "name": upload.name}, status=201)
