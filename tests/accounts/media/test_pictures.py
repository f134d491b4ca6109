"""Pictures are drawn anew: three sizes, upright, in true colours, and nothing else is left of the original."""

import io

import pytest
from PIL import Image, ImageCms

from accounts.media import pictures
from tests.accounts.media.examples import phone_photo, picture


def drawn(content: bytes) -> dict[str, Image.Image]:
    made = pictures.sizes(io.BytesIO(content))
    return {variant: Image.open(io.BytesIO(data)) for variant, (data, _) in made.items()}


def is_red(colour) -> bool:
    return colour[0] > 200 and colour[2] < 60


def test_three_sizes_of_a_large_picture():
    made = drawn(picture((2000, 1000), "JPEG"))
    assert {variant: image.size for variant, image in made.items()} == {
        "1600": (1600, 800),
        "800": (800, 400),
        "320": (320, 160),
    }
    assert {image.format for image in made.values()} == {"WEBP"}


def test_a_small_picture_stays_small():
    assert {image.size for image in drawn(picture((64, 48))).values()} == {(64, 48)}


def test_an_endless_strip_is_cut_down_to_four_times_its_width():
    assert drawn(picture((400, 9000)))["320"].size[1] <= 1280


def test_nothing_says_where_and_with_what_it_was_taken():
    for data, _ in pictures.sizes(io.BytesIO(phone_photo((200, 100)))).values():
        assert b"Canary" not in data and b"EXIF" not in data and b"Exif" not in data and b"XMP" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert dict(image.getexif()) == {} and "icc_profile" not in image.info


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_it_was_seen(orientation):
    # The photo is stored lying; turned by its orientation the red side has to end where the device says.
    image = drawn(phone_photo((64, 48), orientation))["320"].convert("RGB")
    assert image.size == ((48, 64) if orientation >= 5 else (64, 48))
    width, height = image.size
    side = {
        "top": image.getpixel((width // 2, 3)),
        "bottom": image.getpixel((width // 2, height - 4)),
        "left": image.getpixel((3, height // 2)),
        "right": image.getpixel((width - 4, height // 2)),
    }
    expected = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}
    assert is_red(side[expected[orientation]])


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "PA", "I;16", "CMYK", "RGBA"])
def test_every_way_to_store_colours_can_be_drawn(mode):
    format = "TIFF" if mode == "PA" else "JPEG" if mode == "CMYK" else "PNG"
    if format == "TIFF":
        image = Image.new("RGBA", (20, 20), (255, 0, 0, 100)).convert("PA")
        assert pictures._plain(image).mode == "RGBA"
        return
    file = io.BytesIO()
    Image.new(mode, (20, 20)).save(file, format)
    assert drawn(file.getvalue())["320"].size == (20, 20)


def test_sixteen_bits_of_grey_are_not_white():
    file = io.BytesIO()
    Image.new("I;16", (20, 20), 32768).save(file, "PNG")
    assert 100 < drawn(file.getvalue())["320"].convert("RGB").getpixel((5, 5))[0] < 156


def test_what_is_transparent_stays_so():
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 100)).save(file, "PNG")
    assert drawn(file.getvalue())["320"].getpixel((5, 5))[3] == 100


def test_only_the_first_frame_of_an_animation_is_drawn():
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    made = drawn(file.getvalue())["320"]
    assert getattr(made, "n_frames", 1) == 1 and is_red(made.convert("RGB").getpixel((5, 5)))


def test_wide_colours_are_turned_into_those_of_the_web():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = drawn(picture((20, 20), "JPEG", icc_profile=lab))["320"]
    assert "icc_profile" not in made.info and is_red(made.convert("RGB").getpixel((10, 3)))


def test_a_nonsense_profile_is_ignored():
    assert drawn(picture((20, 20), "JPEG", icc_profile=b"nonsense" * 20))["320"].size == (20, 20)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_cut_off_is_unreadable(format):
    whole = picture((300, 300), format)
    with pytest.raises(pictures.Unreadable):
        pictures.sizes(io.BytesIO(whole[: len(whole) // 2]))
