"""Pictures for the demo, drawn here: a flooded court, a table laid, a draw on the wall."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

from accounts.media.models import Upload

SIZE = (1200, 800)


def for_story(member, title: str) -> list[tuple[Upload, str]]:
    scene = {"Cena del jueves: bacalao a tres maneras": table, "Sorteo del torneo de pádel de otoño": bracket}
    return [(keep(member, scene[title](), title), title)] if title in scene else []


def for_complaint(member, text: str) -> list[tuple[Upload, str]]:
    if "encharcada" not in text:
        return []
    return [(keep(member, flooded_court(), "pista-2"), "La pista 2 con charcos a los dos lados de la red")]


def keep(member, picture: Image.Image, name: str) -> Upload:
    file = io.BytesIO()
    picture.save(file, "PNG")
    upload = Upload.objects.accept(
        owner=member, file=SimpleUploadedFile(f"{name}.png", file.getvalue(), "image/png")
    )
    upload.make_ready()
    return upload


def landscape(member, colours: tuple) -> Upload:
    """Hills below a sky."""
    picture = backdrop(*colours).resize((600, 400))
    draw = ImageDraw.Draw(picture)
    for step in range(6):
        draw.ellipse([step * 100 - 40, 250 + step % 2 * 30, step * 100 + 120, 420], fill=colours[1])
    return keep(member, picture, "paisaje")


def backdrop(top: tuple, bottom: tuple) -> Image.Image:
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    for y in range(SIZE[1]):
        share = y / SIZE[1]
        draw.line(
            [(0, y), (SIZE[0], y)],
            fill=tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)),
        )
    return picture


def flooded_court() -> Image.Image:
    picture = backdrop((148, 168, 182), (92, 112, 128))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(220, 300), (980, 300), (1200, 800), (0, 800)], fill=(44, 98, 140))
    draw.line([(600, 300), (600, 800)], fill=(235, 240, 242), width=6)
    draw.line([(150, 470), (1050, 470)], fill=(235, 240, 242), width=6)
    water = Image.new("RGBA", SIZE)
    puddles = ImageDraw.Draw(water)
    for box in [(180, 520, 640, 720), (520, 380, 900, 500), (700, 600, 1090, 770)]:
        puddles.ellipse(box, fill=(196, 214, 224, 190))
    picture.paste(water.filter(ImageFilter.GaussianBlur(3)), (0, 0), water)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([90, 290, 1110, 304], fill=(40, 48, 54))
    for x in range(90, 1111, 85):
        draw.line([(x, 60), (x, 300)], fill=(60, 72, 80), width=5)
    draw.line([(90, 62), (1110, 62)], fill=(60, 72, 80), width=8)
    return picture


def table() -> Image.Image:
    picture = backdrop((92, 58, 38), (142, 96, 62))
    draw = ImageDraw.Draw(picture)
    for x, y, size in [(260, 420, 190), (620, 360, 220), (960, 450, 180)]:
        draw.ellipse([x - size, y - size * 0.7, x + size, y + size * 0.7], fill=(244, 240, 230))
        draw.ellipse([x - size * 0.72, y - size * 0.5, x + size * 0.72, y + size * 0.5], fill=(232, 224, 206))
    draw.ellipse([180, 370, 350, 470], fill=(222, 178, 92))
    draw.ellipse([520, 300, 730, 420], fill=(172, 62, 40))
    draw.ellipse([890, 400, 1030, 500], fill=(236, 200, 84))
    return picture.filter(ImageFilter.GaussianBlur(1))


def bracket() -> Image.Image:
    picture = backdrop((246, 242, 232), (236, 230, 216))
    draw = ImageDraw.Draw(picture)
    ink = (31, 111, 84)
    for column, count in enumerate([8, 4, 2, 1]):
        gap = 720 / count
        for row in range(count):
            x, y = 70 + column * 280, 40 + gap * (row + 0.5)
            draw.rounded_rectangle(
                [x, y - 22, x + 210, y + 22], radius=10, outline=ink, width=4, fill=(255, 255, 255)
            )
            if count > 1:
                draw.line([(x + 210, y), (x + 245, y)], fill=ink, width=4)
                if row % 2 == 0:
                    draw.line([(x + 245, y), (x + 245, y + gap)], fill=ink, width=4)
                    draw.line([(x + 245, y + gap / 2), (x + 280, y + gap / 2)], fill=ink, width=4)
    return picture
