"""More invented places than the list has, so that ten thousand documents are of as many bodies."""

import random
from functools import cache

from evals.generator.lists import Place, load_lists


@cache
def places_of_generation(generation: int) -> tuple[Place, ...]:
    """Return as many places as the list has: the list itself, then others made of its syllables.

    No two generations share a place. Raises ValueError where the syllables are used up.
    """
    listed = load_lists().places
    if generation == 0:
        return listed
    names = _invented()
    start = (generation - 1) * len(listed)
    chosen = names[start : start + len(listed)]
    if len(chosen) < len(listed):
        raise ValueError(f"the syllables of lists.yaml give {len(names)} places, too few")
    return tuple(
        Place(name=f"{city}市{name}{kind}", grade=f"{kind}级", short=f"{name}{kind}")
        for city, name, kind in chosen
    )


@cache
def _invented() -> list[tuple[str, str, str]]:
    """Return (city, name, 区 or 县) in an order of chance that is always the same."""
    lists = load_lists()
    listed = {place.name for place in lists.places}
    rng = random.Random("places")
    names = [a + b for a in lists.syllables_first for b in lists.syllables_last]
    found = []
    for name in names:
        for city in rng.sample(names, 3):
            kind = rng.choice(("区", "县"))
            if city != name and f"{city}市{name}{kind}" not in listed:
                found.append((city, name, kind))
    rng.shuffle(found)
    return found
