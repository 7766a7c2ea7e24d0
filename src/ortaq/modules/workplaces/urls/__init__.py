"""Addresses of workplaces: the member's and the desk's."""
