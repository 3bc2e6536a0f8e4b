"""``python -m tests.loaders.published.fresh.run [part of a name]``: what becomes of every file."""

import sys
import traceback

from topline.loaders.published.read import read_published

from . import MAKERS
from .truth import judge


def main() -> None:
    """Print what became of every file; the problems of those whose names are given."""
    for maker in MAKERS:
        made = maker()
        if sys.argv[1:] and not any(part.lower() in made.name.lower() for part in sys.argv[1:]):
            continue
        try:
            published = read_published(made.file)
        except Exception as error:
            print(f"{made.name:32} {type(error).__name__}: {error}")
            if sys.argv[1:]:
                traceback.print_exc()
            continue
        v = judge(published, made)
        counts = f"right {v.right:4} missing {v.missing:4} wrong {len(v.wrong):3}"
        print(f"{made.name:32} figures {len(published.figures):4} {counts} untold {v.silent:4}")
        for line in v.wrong[: 40 if sys.argv[1:] else 3]:
            print("     WRONG", line)
        if sys.argv[1:]:
            print(published.problems[["where", "kind", "fact"]].to_string(max_colwidth=150))
            print(published.tables.to_string(max_colwidth=40))


if __name__ == "__main__":
    main()
