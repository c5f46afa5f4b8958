"""Decomposition 分解: an official text becomes draft tasks, and every character is accounted for.

Pure Python: no Django, no network, no model. The same bytes always give the same result.
"""
