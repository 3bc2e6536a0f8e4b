"""Lines to type that show what a command does: they stand at the end of its docstring."""

import re

_HEADING = re.compile(r"\n\s*Examples\n\s*-{8}\n", re.MULTILINE)


def parted(docstring: str | None) -> tuple[str, tuple[str, ...]]:
    """Return what a docstring says, and the lines of its examples."""
    words, *examples = _HEADING.split(docstring or "", maxsplit=1)
    lines = examples[0].splitlines() if examples else []
    return words.rstrip(), tuple(line.strip() for line in lines if line.strip())


def examples_of(function: object) -> tuple[str, ...]:
    """Return the lines to type of a command; ``with_options`` has put them there."""
    found: tuple[str, ...] = getattr(function, "examples", ())
    return found


def printed(examples: tuple[str, ...], width: int) -> str:
    """Return examples as they are printed below a help text: to copy, however narrow it is.

    Lines are broken where a shell goes on reading, at a backslash.
    """
    lines = ["Examples:"]
    for example in examples:
        first, *words = re.findall(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+""", example)
        lines.append(f"  {first}")
        for word in words:
            # two signs for the backslash before the next line
            if len(lines[-1]) + 1 + len(word) + 2 > width:
                lines[-1] += " \\"
                lines.append(f"    {word}")
            else:
                lines[-1] += f" {word}"
    return "\n".join(lines)
