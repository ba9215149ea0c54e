"""What kinds of helpers are called on the screens."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.volunteers.models import HelperKind

HELPER_KINDS: dict[HelperKind, LazyString] = {
    HelperKind.VOLUNTEER: _l("Frivillig"),
    HelperKind.ACTIVATION: _l("I aktivering"),
}
