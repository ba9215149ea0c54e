"""Starting up: staff, centres and citizens from a spreadsheet (XLSX or CSV), read in by an administrator.

The whole file is checked first, and every fault told with its row and its reason; then all of it is read in, or
nothing. The administrator sees counts and rows, never who the citizens are. Words: import (indlæsning).
"""
