"""Letters about an appeal: exact pages, the member's word on them, and the other side's reply.

Nothing with a member's data leaves before he has approved the very bytes that leave.
"""
