"""The competence plan, and decisions within it."""
