"""Two folders change places in one step, where the system can."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100
"""What Linux calls the folder a process is in: AT_FDCWD."""

_EXCHANGE = 2
"""What Linux calls a rename of both ways at once: RENAME_EXCHANGE, of renameat2(2)."""


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places; False where nothing was changed.

    Linux can from version 3.15 on, on most file systems; shares, stacked file systems and mount
    points cannot, nor can other systems.
    """
    # Python has no name for it, so it tells of it as it would of two renames.
    sys.audit("os.rename", str(one), str(other), -1, -1)
    sys.audit("os.rename", str(other), str(one), -1, -1)
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
