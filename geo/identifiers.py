"""Ids of places that are the same in every database.

| block | places |
|---|---|
| below 10^12 | the GeoNames id |
| 1·10^12 | `geo/data/reviewed_places.csv`, by its `key` |
| 2·10^12 | ISO 3166-2 subdivisions that GeoNames has no id for, by their code |
| 3·10^12 | regions that provinces are named after ("Darfur"), by country and name |
| 4·10^12 | places that an editor adds, by a random key |
| 5·10^12 | OpenStreetMap, by type and number ("node/1") |
| 6·10^12 | rows of imported tables, by source and code |
| 7·10^12 | imported boundaries that no place was known for, by source and code |

Inside a block the id is a hash of the key, so that no counter has to be shared. All ids stay below 2^53: a browser
reads them without loss.
"""

from __future__ import annotations

import hashlib

BLOCK = 10**12
REVIEWED, SUBDIVISION, REGION, EDITOR, OPENSTREETMAP, TABLE, BOUNDARY = 1, 2, 3, 4, 5, 6, 7


def place_id(block: int, key: str) -> int:
    """The id of the place with the key in the block of its source."""
    return block * BLOCK + int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % BLOCK
