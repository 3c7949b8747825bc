"""Named arrays in one file that is mapped into memory, not read.

    magic, 8 bytes · length of the header, 8 bytes, little-endian · header, JSON · arrays

The header gives version, sha256 of all that follows it, and type, shape and offset of each
array; offsets count from the end of the header and are multiples of 64.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.errors import DamagedIndexError

Array = npt.NDArray[np.generic]
MAGIC = b"CUTCOLS1"
_ALIGNMENT = 64


def write_columns(path: Path, version: int, arrays: Mapping[str, Array]) -> None:
    """Write arrays to a file that appears only when it is complete and on disk."""
    layout: dict[str, dict[str, object]] = {}
    starts: list[int] = []
    offset, digest = 0, hashlib.sha256()
    for name, array in arrays.items():
        padding = -offset % _ALIGNMENT
        offset += padding
        starts.append(offset)
        layout[name] = {"dtype": array.dtype.str, "shape": array.shape, "offset": offset}
        digest.update(b"\0" * padding)
        digest.update(np.ascontiguousarray(array).data)
        offset += array.nbytes
    header = json.dumps({"version": version, "sha256": digest.hexdigest(), "arrays": layout})
    encoded = header.encode()
    encoded += b" " * (-(len(encoded) + 16) % _ALIGNMENT)
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        file.write(MAGIC + len(encoded).to_bytes(8, "little") + encoded)
        start = file.tell()
        for place, array in zip(starts, arrays.values(), strict=True):
            file.write(b"\0" * (start + place - file.tell()))
            file.write(np.ascontiguousarray(array).data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_columns(path: Path, version: int, *, verify: bool = False) -> dict[str, Array]:
    """Map a file's arrays; raise DamagedIndexError when they are not what was written.

    `verify` also compares the checksum, which reads the whole file.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if mapped[:8] != MAGIC:
            raise DamagedIndexError(f"{path}: not a file of columns")
        start = 16 + int.from_bytes(mapped[8:16], "little")
        header = json.loads(mapped[16:start])
        if header["version"] != version:
            raise DamagedIndexError(f"{path}: columns of version {header['version']}")
        if verify and hashlib.sha256(memoryview(mapped)[start:]).hexdigest() != header["sha256"]:
            raise DamagedIndexError(f"{path}: checksum differs")
        return {
            name: _array(mapped, start, entry["dtype"], entry["shape"], entry["offset"])
            for name, entry in header["arrays"].items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndexError(f"{path}: columns cannot be read ({error})") from error


def _array(mapped: mmap.mmap, start: int, dtype: str, shape: list[int], offset: int) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    flat: Array = np.frombuffer(mapped, np.dtype(dtype), count, start + offset)
    return flat.reshape(shape)
