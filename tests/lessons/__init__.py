"""What users of comparable systems suffered from: eighteen lessons, each with the one test that bears its number.

Those that only a browser shows (2, 6, 9 and 18) stand in `tests/browser/test_lessons.py`.
"""
