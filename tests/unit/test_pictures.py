"""What is taken as a picture, and what is left of it: crafted files, small in bytes."""

import io
import struct
import zlib

import pytest
from PIL import Image

from api.picture_bounds import MOST_FRAMES, Unusable, bounds
from api.pictures import drawn_anew
from tests.drawing import SECRET, drawn, moving, png, told

HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"} | {
    "loop",
    "background",
    "timestamp",
    "duration",
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (drawn("JPEG"), "jpg", "JPEG"),
        (drawn("JPEG", mode="L"), "jpg", "JPEG"),
        (drawn("JPEG", mode="CMYK"), "jpg", "JPEG"),
        (drawn("JPEG", progressive=True), "jpg", "JPEG"),
        (drawn("PNG"), "png", "PNG"),
        (drawn("PNG", mode="P"), "png", "PNG"),
        (drawn("PNG", mode="RGBA"), "png", "PNG"),
        (drawn("PNG", mode="LA"), "png", "PNG"),
        (drawn("PNG", mode="1"), "png", "PNG"),
        (drawn("PNG", mode="I;16"), "png", "PNG"),
        (drawn("WEBP"), "webp", "WEBP"),
        (drawn("WEBP", lossless=True), "webp", "WEBP"),
        (drawn("WEBP", mode="RGBA"), "webp", "WEBP"),
        (drawn("GIF"), "png", "PNG"),
    ],
)
def test_every_kind_is_drawn_anew(data: bytes, suffix: str, kind: str) -> None:
    picture = drawn_anew(data)
    assert picture[2:] == (suffix, "image", 40, 30)
    assert opened(picture.data).format == kind
    assert opened(picture.data).size == (40, 30)
    small = opened(picture.thumbnail)
    assert (small.format, small.size) == ("WEBP", (40, 30))


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_stays_one(kind: str) -> None:
    picture = drawn_anew(moving(kind))
    assert picture[2:] == ("webp", "animation", 40, 30)
    shown = Image.open(io.BytesIO(picture.data))
    assert (shown.format, getattr(shown, "n_frames", 1), shown.info["loop"]) == ("WEBP", 3, 0)
    assert getattr(opened(picture.thumbnail), "n_frames", 1) == 1
    still = drawn_anew(moving(kind), (20, 20))
    assert (still.type, still.width, still.height) == ("image", 20, 15)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright_and_tells_nothing(kind: str) -> None:
    data = told(kind)
    assert SECRET in data or kind == "PNG"
    picture = drawn_anew(data)
    assert (picture.width, picture.height) == (30, 40)
    for file in (picture.data, picture.thumbnail):
        assert SECRET not in file
        assert b"Exif" not in file
        shown = opened(file)
        assert not shown.getexif()
        assert set(shown.info) <= HARMLESS
    top, bottom = (opened(picture.data).convert("RGB").getpixel((15, y)) for y in (5, 35))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, top[2] < 50) == (bottom[2] > 200, bottom[0] < 50) == (True, True)


def test_sixteen_bits_of_grey_stay_grey() -> None:
    file = io.BytesIO()
    Image.new("I;16", (4, 4), 32896).save(file, "PNG")
    assert opened(drawn_anew(file.getvalue()).data).getpixel((1, 1)) in {127, 128}


def test_a_large_one_gets_a_small_thumbnail() -> None:
    picture = drawn_anew(drawn("JPEG", (1000, 500)))
    assert (picture.width, picture.height, opened(picture.thumbnail).size) == (1000, 500, (400, 200))


def gif(*frames: tuple[int, int, int, int], screen: tuple[int, int] = (8, 8)) -> bytes:
    """A GIF that claims these frames: left, top, width, height."""
    parts = [b"\x2c" + struct.pack("<HHHHB", *frame, 0) + b"\x08\x02\x4c\x01\x00" for frame in frames]
    return b"GIF89a" + struct.pack("<HHBBB", *screen, 0, 0, 0) + b"".join(parts) + b";"


def jpeg(*sizes: tuple[int, int], scans: int = 1) -> bytes:
    """A JPEG that claims these sizes, and so many scans."""
    heads = [
        b"\xff\xc2\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00" for width, height in sizes
    ]
    return b"\xff\xd8" + b"".join(heads) + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00" * scans + b"\xff\xd9"


def webp(width: int, height: int, frames: int = 0) -> bytes:
    """A WebP that claims a canvas and so many frames."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + (b"\x02" if frames else b"\x00") + b"\x00\x00\x00" + canvas
    body += (b"ANMF" + struct.pack("<I", 0)) * frames
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Only JPEG"),
        (b"hello", "Only JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Only JPEG"),
        (drawn("BMP"), "Only JPEG"),
        (drawn("TIFF"), "Only JPEG"),
        (drawn("JPEG")[:300], "not complete"),
        (png(0, 5), "empty"),
        (png(6000, 6000, b"\x00" * 1_000_000), "33 million"),
        (png(65_000, 65_000), "33 million"),
        (png(2**31 - 1, 2**31 - 1), "33 million"),
        (jpeg((65_000, 65_000)), "33 million"),
        (jpeg((10, 10), (65_000, 65_000)), "damaged"),
        (jpeg(), "damaged"),
        (jpeg((4000, 4000), scans=200), "too many passes"),
        (b"\xff\xd8\xff\xfe\xff\xff", "not complete"),
        (webp(16_383, 16_383), "33 million"),
        (webp(1000, 1000, frames=40), "33 million"),
        (webp(4, 4, frames=100_000), "frames"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "not complete"),
        (gif((0, 0, 8, 8), screen=(60_000, 60_000)), "33 million"),
        (gif((0, 0, 60_000, 60_000)), "damaged"),
        (gif(*[(0, 0, 8, 8)] * (MOST_FRAMES + 1)), "frames"),
        (gif(*[(0, 0, 8, 8)] * 400, screen=(400, 400)), "33 million"),
        (gif(), "empty"),
        (b"GIF89a\x08\x00", "not complete"),
    ],
)
def test_too_much_is_refused_before_anything_is_decoded(data: bytes, words: str) -> None:
    assert len(data) < 1_000_000
    with pytest.raises(Unusable, match=words):
        bounds(data)


@pytest.mark.parametrize(
    "data",
    [
        drawn("JPEG", (200, 200))[:-400],
        drawn("PNG")[:-40],
        drawn("WEBP")[:60],
        moving()[:-200],
        png(5000, 5000, b"\x00" * 10_000),
        webp(40, 30),
        gif((0, 0, 8, 8)),
    ],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    bounds(data)
    with pytest.raises(Unusable, match="damaged"):
        drawn_anew(data)


def test_a_text_that_unpacks_to_much_is_refused() -> None:
    bomb = png(4, 4, b"\x00" * 20)
    data = b"Comment\x00\x00" + zlib.compress(b"x" * 80_000_000, 9)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    with pytest.raises(Unusable, match="damaged"):
        drawn_anew(bomb[:33] + chunk + bomb[33:])


def test_what_it_claims_is_what_it_has() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        assert bounds(drawn(kind, (123, 45)))[:3] == (kind, 123, 45)
    assert bounds(drawn("WEBP", (123, 45), lossless=True))[:3] == ("WEBP", 123, 45)
    assert bounds(drawn("WEBP", (123, 45), mode="RGBA"))[:3] == ("WEBP", 123, 45)
    for kind in ("GIF", "WEBP"):
        assert bounds(moving(kind, 7)).frames == 7
