"""A table of a report as the templates draw it: chart, table, what it says beside. Everything from `Shown`."""

from flask_babel import gettext as _

from app.language import percent
from app.monitoring.indicators import By
from app.monitoring.report import Figure, Mark, Shown


def section(table: Shown, period: str) -> dict[str, object]:
    """What `templates/monitoring/_released.html` draws; a hidden figure is None, as in every chart and table."""
    title = table.words.title
    if table.by is By.MONTH:
        title = _("%(title)s, måned for måned", title=title)
    with_percent = any(row.percents is not None for row in table.rows)
    return {
        "id": table.name,
        "title": title,
        "question": table.words.question,
        "counted": table.words.counted,
        "version": table.words.version,
        "of": table.words.of,
        "bars": [] if table.by is By.MONTH else [_bar(label, share) for label, share in table.bars()],
        "hides": table.hides,
        "table": {
            "caption": f"{title}, {period}",
            "columns": [_("Række"), *table.labels, *([_("Procent i alt")] if with_percent else [])],
            "rows": [
                {
                    "label": row.label,
                    "sum": row.is_base,
                    "cells": [
                        *map(_cell, row.figures),
                        *([_share(row.percents[table.together]) if row.percents else ""] if with_percent else []),
                    ],
                }
                for row in table.rows
            ],
        },
    }


def _bar(label: str, share: Figure) -> dict[str, object]:
    return {"label": label, "value": None if isinstance(share, Mark) else share}


def _cell(figure: Figure) -> float | str | None:
    if isinstance(figure, Mark):
        return None if figure is Mark.HIDDEN else "–"
    return figure


def _share(figure: Figure) -> str | None:
    if isinstance(figure, Mark):
        return None if figure is Mark.HIDDEN else "–"
    return percent(int(figure))
