"""How fast, and how small: `make bench`. Each figure is a line `name value unit aim ok|missed`; the last counts them.

Real requests to the real server (gunicorn, two processes, a socket) on big invented databases in a folder of their
own, and on a PostgreSQL database that is dropped. Sizes come from the environment (`sizes`).
"""
