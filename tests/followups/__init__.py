"""Follow-ups, cover and handing over."""
