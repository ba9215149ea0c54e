"""What looks across the features: where each role starts (Min dag), the way around, and the pages for citizens
who hold the tablet or look at the wall.
"""
