"""One's own drafts (kladder): saved while one types, listed, opened again, deleted. `app/draft.py` keeps them."""
