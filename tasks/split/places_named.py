"""Places that a page's texts name, by the shape of their names: evidence whether two texts tell of one place.

A name's last two characters and its rank are enough to compare places on one page; a gazetteer would
know no village and cost more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SAMPLE = 200
"""Characters of a text in which a place is looked for."""

_RANKS = ("省", "市", "县", "区", "镇", "乡", "村", "州", "旗", "街道", "社区")
_places = re.compile(rf"[\u3400-\u9fff]{{2}}(?:{'|'.join(_RANKS)})").findall


def places_in(texts: Iterable[str]) -> frozenset[str]:
    """The places that some texts name: two characters and the rank behind them.

    >>> sorted(places_in(["东河县和西山镇的桥通了", "风停了"]))
    ['东河县', '西山镇']
    """
    return frozenset(place for text in texts for place in _places(text[:SAMPLE]))


def names_new_place(lines: Sequence[str], below: str, above: Sequence[str]) -> bool:
    """Whether a line names a place that the text below names, too, and no text above does: a headline's place.

    >>> names_new_place(["东河县修新桥"], "昨天，东河县的新桥通车。", ["西山镇摘茶。"])
    True
    >>> names_new_place(["东河县修新桥"], "昨天，东河县的新桥通车。", ["东河县开会。"])
    False
    """
    new = [place for place in places_in(lines) if place in below[:SAMPLE]]
    return any(not any(place in text for text in above) for place in new)


def tell_of_others(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether texts above and below both name places, and none in common.

    >>> tell_of_others(["西山镇摘茶。"], ["东河县修桥。"]), tell_of_others(["摘茶。"], ["东河县修桥。"])
    (True, False)
    """
    here, there = places_in(above), places_in(below)
    return bool(here and there) and here.isdisjoint(there)
