"""The channels that carry a message out of the house, one file each; the inbox is the row itself.

A channel has a `NAME`, says whether it reaches a person and when a message leaves (`reaches`, `send_after`), opens a
line (`line`, raising `Unreachable` when the other side is down) and sends a person's messages as one (`send`,
raising `Refused` when this one is not taken).
"""
