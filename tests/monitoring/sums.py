"""What a grid says of its own sums, tried against its figures."""

from app.monitoring.grid import Grid, Sum


def broken(grid: Grid) -> list[Sum]:
    """The sums that do not hold."""
    wrong = []
    for one in grid.sums:
        whole, parts = grid.at(one.whole).value or 0, [grid.at(part).value or 0 for part in one.parts]
        if one.exact:
            holds = whole == sum(parts)
        else:
            holds = max(parts, default=0) <= whole and (not one.covers or whole <= sum(parts))
        if not holds:
            wrong.append(one)
    return wrong
