"""The fingerprint of code and content, to notice that a warm parent knows old things."""

import glob
import hashlib
import os
from collections.abc import Iterable


def fingerprint(patterns: Iterable[str]) -> str:
    """Return a text that changes when a watched file appears, disappears or is written.

    Parameters
    ----------
    patterns
        Glob patterns; ``**`` stands for any number of directories. Hidden files do not count.
    """
    digest = hashlib.blake2b(digest_size=16)
    for pattern in patterns:
        for path in sorted(glob.iglob(pattern, recursive=True)):
            digest.update(_trace(path).encode())
    return digest.hexdigest()


def _trace(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError:  # Removed between listing and looking.
        return f"{path}|gone\n"
    return f"{path}|{status.st_mtime_ns}|{status.st_size}\n"
