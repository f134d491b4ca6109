"""While a file comes in: what is over the limit is thrown away at once, and never fills the disk."""

from django.core.files.uploadhandler import FileUploadHandler

from accounts.media.kinds import LARGEST


class SizeCap(FileUploadHandler):
    """Lets a little more than the limit through to the next handler: enough for the file to be refused for
    its size, with its sentence, and not more."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= LARGEST else None

    def file_complete(self, file_size: int) -> None:
        return None
