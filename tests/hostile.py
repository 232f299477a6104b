"""Pictures that want to do harm, made here: `python -m tests.hostile` has each drawn anew and says what became of it.

In a process of its own, so that the most memory it ever had is what they took; none of them is unpacked to be made.
"""

import io
import json
import random
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from api.picture_bounds import Unusable
from api.pictures import drawn_anew
from tests.drawing import drawn, moving, png

MARK = b"<script>harm()</script>"
MEGABYTE = bytes(1 << 20)
MOVING, LARGEST = "the largest that moves", "the largest that is taken"  # the last two
KINDS: dict[str, bytes] = {
    "jpeg": drawn("JPEG", (64, 48)),
    "progressive": drawn("JPEG", (64, 48), progressive=True),
    "png": drawn("PNG", (64, 48)),
    "palette": drawn("PNG", (64, 48), mode="P"),
    "webp": drawn("WEBP", (64, 48)),
    "lossless": drawn("WEBP", (64, 48), lossless=True),
    "alpha": drawn("WEBP", (64, 48), mode="RGBA"),
    "gif": drawn("GIF", (64, 48)),
    "moving gif": moving("GIF", 4),
    "moving webp": moving("WEBP", 4),
}


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def segment(marker: int, data: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these chunks."""
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def with_chunks(*chunks: bytes) -> bytes:
    """A PNG with chunks behind its head."""
    return KINDS["png"][:33] + b"".join(chunks) + KINDS["png"][33:]


def with_segments(*segments: bytes) -> bytes:
    """A JPEG with segments behind its start."""
    return KINDS["jpeg"][:2] + b"".join(segments) + KINDS["jpeg"][2:]


def with_riff_chunks(*chunks: tuple[bytes, bytes], flags: int = 0) -> bytes:
    """A WebP with further chunks around its picture."""
    head = struct.pack("<I", flags) + (63).to_bytes(3, "little") + (47).to_bytes(3, "little")
    picture = KINDS["webp"][12:]
    (length,) = struct.unpack("<I", picture[4:8])
    return riff((b"VP8X", head), *chunks, (picture[:4], picture[8 : 8 + length]))


def exif_with_place() -> bytes:
    """Exif that says where, by whom and with a picture of its own."""
    exif: Any = Image.Exif()
    exif[0x010F] = MARK.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 18.0)
    place[29] = MARK.decode()
    return bytes(exif.tobytes())


def ring_of_directories() -> bytes:
    """Exif whose directory is followed by itself, and whose part is the directory again."""
    entries = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x8825, 4, 1, 8)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entries + struct.pack("<I", 8)


def boastful_directory() -> bytes:
    """Exif that claims 65,535 entries of four billion values each."""
    entry = struct.pack("<HHII", 0x010E, 2, 0xFFFFFFFF, 8)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + struct.pack("<H", 65_535) + entry * 2000


def archived() -> bytes:
    """A zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("harm.js", MARK)
    return file.getvalue()


def packed(piece: bytes, times: int) -> bytes:
    """Much of the same, pressed together piece by piece."""
    press = zlib.compressobj(9)
    return b"".join([*(press.compress(piece) for _ in range(times)), press.flush()])


def unpacking(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG of a size, whose rows are pressed together already."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return KINDS["png"][:8] + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def flood(frames: int, side: int) -> bytes:
    """An animation of one square frame, again and again."""
    one = drawn("GIF", (side, side))
    colours = 3 << ((one[10] & 7) + 1) if one[10] & 0x80 else 0
    return one[: 13 + colours] + one[13 + colours : -1] * frames + b";"


def many_frames() -> bytes:
    """An animated PNG that claims a thousand frames, whose first one stays."""
    control = chunk(b"acTL", struct.pack(">II", 1000, 0))
    frame = struct.pack(">IIIIHHBB", 64, 48, 0, 0, 1, 100, 0, 0)
    frames = b"".join(chunk(b"fcTL", struct.pack(">I", at) + frame) for at in range(1000))
    return with_chunks(control, frames)


def corpus() -> Iterator[tuple[str, bytes]]:
    """Each picture by what it is."""
    for kind, data in KINDS.items():
        yield f"{kind} and a page behind it", data + b"<html>" + MARK
        yield f"{kind} and a zip behind it", data + archived()
        for part in range(1, 32):
            yield f"{kind} cut at {part}/32", data[: len(data) * part // 32]
        for at in (1, 2, 3, 8, 12, 20):
            yield f"{kind} cut {at} before its end", data[:-at]
            yield f"{kind} of {at} bytes", data[:at]
        yield f"{kind} twice", data + data
        chance = random.Random(kind)
        for turn in range(20):
            bad = bytearray(data)
            for _ in range(4):
                bad[chance.randrange(12, len(bad))] = chance.randrange(256)
            yield f"{kind} with wrong bytes, {turn}", bytes(bad)
    yield "nothing", b""
    yield from _other_kinds()
    yield from _talkative()
    yield from _bombs()


def _other_kinds() -> Iterator[tuple[str, bytes]]:
    for kind in ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "DDS", "ICNS", "JPEG2000", "PDF", "EPS"):
        with_side = drawn(kind, (64, 64))
        yield f"a {kind}", with_side
        yield f"a {kind} behind the first bytes of a JPEG", b"\xff\xd8\xff" + with_side
        yield f"a {kind} behind the first bytes of a PNG", KINDS["png"][:8] + with_side
    yield "an SVG", b'<svg xmlns="http://www.w3.org/2000/svg" onload="harm()">' + MARK + b"</svg>"
    yield "a page", b"<!doctype html>" + MARK
    yield "an AVIF", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + MARK
    yield "a sound", b"RIFF\x24\0\0\0WAVEfmt " + MARK
    yield "a script that is a GIF", b"GIF89a=0;" + MARK + b"/*" + KINDS["gif"][6:] + b"*/"
    yield "a PNG that says that it is a JPEG", b"\xff\xd8\xff\xe0" + KINDS["png"]
    yield "a JPEG in a WebP", riff((b"VP8 ", KINDS["jpeg"]))
    yield "a GIF in a PNG", KINDS["png"][:33] + chunk(b"IDAT", KINDS["gif"]) + chunk(b"IEND", b"")


def _talkative() -> Iterator[tuple[str, bytes]]:
    place = exif_with_place()
    yield "a JPEG with its place", with_segments(segment(0xE1, place))
    yield "a JPEG with XMP", with_segments(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MARK))
    yield "a JPEG with a profile of colours", with_segments(segment(0xE2, b"ICC_PROFILE\0\1\1" + MARK))
    yield "a JPEG with IPTC", with_segments(segment(0xED, b"Photoshop 3.0\0" + MARK))
    yield "a JPEG with comments", with_segments(*[segment(0xFE, MARK)] * 2000)
    yield "a JPEG with a page in its name", with_segments(segment(0xE0, b"JFIF\0" + MARK))
    yield "a JPEG in a ring", with_segments(segment(0xE1, ring_of_directories()))
    yield "a JPEG that boasts", with_segments(segment(0xE1, boastful_directory()))
    yield "a PNG with its place", with_chunks(chunk(b"eXIf", place.removeprefix(b"Exif\0\0")))
    yield "a PNG in a ring", with_chunks(chunk(b"eXIf", ring_of_directories()[6:]))
    yield "a PNG with texts", with_chunks(*[chunk(b"tEXt", b"Comment\0" + MARK)] * 2000)
    yield "a PNG with XMP", with_chunks(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + MARK))
    yield "a PNG with a profile of colours", with_chunks(chunk(b"iCCP", b"x\0\0" + zlib.compress(MARK)))
    yield "a PNG with what nobody knows", with_chunks(*[chunk(b"haRm", MARK)] * 5000)
    yield "a WebP with its place", with_riff_chunks((b"EXIF", place), (b"XMP ", MARK), flags=0x0C)
    yield "a WebP with a profile of colours", with_riff_chunks((b"ICCP", MARK), flags=0x20)
    yield "a WebP in a ring", with_riff_chunks((b"EXIF", ring_of_directories()), flags=0x08)
    yield "a WebP of many chunks", with_riff_chunks(*[(b"HARM", MARK)] * 50_000)
    yield "a WebP in a WebP in a WebP", with_riff_chunks((b"RIFF", riff((b"RIFF", KINDS["webp"]), (b"HARM", MARK))))
    screen, rest = KINDS["gif"][:13], KINDS["gif"]
    colours = 3 << ((screen[10] & 7) + 1) if screen[10] & 0x80 else 0
    comment = b"!\xfe" + bytes([len(MARK)]) + MARK + b"\0"
    yield "a GIF with comments", rest[: 13 + colours] + comment * 5000 + rest[13 + colours :]
    program = b"!\xff\x0bHARMFUL1.00" + bytes([len(MARK)]) + MARK + b"\0"
    yield "a GIF with a program", rest[: 13 + colours] + program + rest[13 + colours :]


def _bombs() -> Iterator[tuple[str, bytes]]:
    yield "a PNG of 65,000 by 65,000", png(65_000, 65_000)
    yield "a PNG of two billion squared", png(2**31 - 1, 2**31 - 1)
    yield "a small PNG that unpacks to 200 MB", unpacking(8, 8, packed(MEGABYTE, 200))
    yield "a PNG with a text of 200 MB", with_chunks(chunk(b"zTXt", b"x\0\0" + packed(MEGABYTE, 200)))
    yield (
        "a PNG with XMP of 200 MB",
        with_chunks(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + packed(MEGABYTE, 200))),
    )
    yield "a PNG with colours of 200 MB", with_chunks(chunk(b"iCCP", b"x\0\0" + packed(MEGABYTE, 200)))
    yield "a PNG with a hundred texts", with_chunks(*[chunk(b"zTXt", b"x\0\0" + packed(MEGABYTE, 1))] * 100)
    yield "a PNG of a thousand frames", many_frames()
    yield "a WebP of 16,383 squared", with_riff_chunks().replace(b"\x3f\0\0\x2f\0\0", b"\xfe\x3f\0\xfe\x3f\0", 1)
    yield "a GIF of 500 frames", moving("GIF", 500, (2, 2))
    yield "a GIF of more pixels than are taken", flood(20, 1400)
    yield "a GIF of too many frames", flood(501, 8)
    yield MOVING, flood(400, 280)
    yield LARGEST, unpacking(5700, 5789, packed(b"\0" + b"\x80" * 5700, 5789))


def clean(data: bytes) -> bool:
    """Whether a picture is nothing but one."""
    image = Image.open(io.BytesIO(data))
    image.load()
    foreign = (MARK, b"harm", b"PK\x03\x04", b"Exif", b"<html", b"XMP", b"ICCP", b"eXIf", b"iCCP")
    return not image.getexif() and "icc_profile" not in image.info and not any(each in data for each in foreign)


def outcome(data: bytes) -> str:
    """What becomes of a picture: refused, clean or dirty."""
    try:
        picture = drawn_anew(data)
    except Unusable:
        return "refused"
    return "clean" if clean(picture.data) and clean(picture.thumbnail) else "dirty"


def peak_mb() -> int:
    """The most memory that this process had so far; on Linux not from `getrusage`, which goes on from the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) >> 10
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used >> 20 if sys.platform == "darwin" else used >> 10


def main() -> None:
    """Draw all anew, and print what became of each and how much memory it took."""
    found = []
    for name, data in corpus():
        before = peak_mb()
        became = outcome(data)
        found.append({"name": name, "became": became, "bytes": len(data), "mb": peak_mb() - before})
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
