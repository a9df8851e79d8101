"""Forms of verbs."""


def third_person(base: str) -> str:
    """`pass` -> `passes`, `carry` -> `carries`, `store` -> `stores`."""
    if base in ("go", "do") or base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"
