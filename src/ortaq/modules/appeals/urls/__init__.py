"""Addresses of appeals: the member's and the desk's."""
