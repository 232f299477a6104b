"""What a picture claims to be, read from its first bytes before anything decodes it: its kind, its size, its frames.

Nothing is allocated by what a file says. A file that says two things, such as two sizes, is refused: the library that
decodes it may believe the other one.
"""

import struct
from typing import Literal, NamedTuple

Kind = Literal["JPEG", "PNG", "WEBP", "GIF"]

MOST_PIXELS = 33_000_000  # of one picture, or of all frames of an animation together
MOST_FRAMES = 500
MOST_SCANS = 64  # of a JPEG, each of which goes over the whole picture; cameras and editors make at most a dozen
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG's SOF markers
_LONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length


class Unusable(Exception):  # noqa: N818 - named after the fact, as the graph's errors are
    """These bytes are no picture that is taken; the message is a sentence for people."""


class Bounds(NamedTuple):
    """What a file claims to be."""

    kind: Kind
    width: int
    height: int
    frames: int = 1


def bounds(data: bytes) -> Bounds:
    """The claims of a file, within what is allowed. Raises Unusable."""
    try:
        found = _read(data)
    except (struct.error, IndexError) as error:
        raise Unusable("This picture is not complete.") from error
    if not found.width or not found.height or not found.frames:
        raise Unusable("This picture is empty.")
    if found.width * found.height * found.frames > MOST_PIXELS:
        raise Unusable("This picture has more than 33 million pixels, those of all its frames taken together.")
    if found.frames > MOST_FRAMES:
        raise Unusable(f"This animation has more than {MOST_FRAMES} frames.")
    return found


def _read(data: bytes) -> Bounds:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return Bounds("PNG", *struct.unpack(">II", data[16:24]))  # of an animated one only the first frame is kept
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif(data)
    raise Unusable("Only JPEG, PNG, WebP and GIF pictures are taken.")


def _jpeg(data: bytes) -> Bounds:
    sizes, at = [], 2
    while True:
        if data[at] != 0xFF:
            raise Unusable("This picture is damaged.")
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in _LONE:
            at += 2
            continue
        if marker == 0xDA:
            break
        if marker in _FRAME_HEADERS:
            sizes.append(struct.unpack(">HH", data[at + 5 : at + 9]))
        at += 2 + int(*struct.unpack(">H", data[at + 2 : at + 4]))
    if len(sizes) != 1:
        raise Unusable("This picture is damaged.")
    # Inside a scan the byte after FF is never DA: what is counted are scans, and those of previews in the metadata.
    if data.count(b"\xff\xda") > MOST_SCANS:
        raise Unusable("This picture is drawn in too many passes.")
    [(height, width)] = sizes
    return Bounds("JPEG", width, height)


def _webp(data: bytes) -> Bounds:
    match data[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
            frames = _webp_frames(data) if data[20] & 0x02 else 1
        case b"VP8 ":
            width, height = (side & 0x3FFF for side in struct.unpack("<HH", data[26:30]))
            frames = 1
        case b"VP8L":
            (packed,) = struct.unpack("<I", data[21:25])
            width, height, frames = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1, 1
        case _:
            raise Unusable("This picture is damaged.")
    return Bounds("WEBP", width, height, frames)


def _webp_frames(data: bytes) -> int:
    frames, at = 0, 12
    while at + 8 <= len(data) and frames <= MOST_FRAMES:
        frames += data[at : at + 4] == b"ANMF"
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + (length & 1)
    return frames


def _gif(data: bytes) -> Bounds:
    width, height, flags = struct.unpack("<HHB", data[6:11])
    frames, at = 0, 13 + _colours(flags)
    while frames <= MOST_FRAMES:
        if at >= len(data) or data[at] == 0x3B:
            break
        if data[at] == 0x00:  # some writers leave one between blocks
            at += 1
        elif data[at] == 0x21:
            at = _after_blocks(data, at + 2)
        elif data[at] == 0x2C:
            left, top, wide, high, flags = struct.unpack("<HHHHB", data[at + 1 : at + 10])
            # A frame beyond the screen makes the screen grow while it is decoded.
            if left + wide > width or top + high > height:
                raise Unusable("This picture is damaged.")
            frames += 1
            at = _after_blocks(data, at + 11 + _colours(flags))
        else:
            raise Unusable("This picture is damaged.")
    return Bounds("GIF", width, height, frames)


def _colours(flags: int) -> int:
    """The bytes of a table of colours, if the flags say that there is one."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
