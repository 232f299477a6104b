"""Pictures drawn in tests: small, of every kind, and lying where a test says so."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"GPS-of-somebody"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:  # noqa: ANN401
    """A picture, red in its left half."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def moving(kind: str = "GIF", frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    """An animation of differing frames."""
    shown = [Image.new("RGB", size, (at * 40 % 256, 0, at)) for at in range(frames)]
    file = io.BytesIO()
    shown[0].save(file, kind, save_all=True, append_images=shown[1:], duration=80, loop=0)
    return file.getvalue()


def told(kind: str = "JPEG", orientation: int = 6) -> bytes:
    """A picture that says more than it shows, and that lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    options: dict[str, Any] = {"exif": exif.tobytes(), "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    if kind == "JPEG":
        options |= {"comment": SECRET, "icc_profile": SECRET}
    elif kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options = {"exif": exif.tobytes(), "pnginfo": text, "icc_profile": SECRET}
    return drawn(kind, **options)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that claims a size, whatever it holds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
