"""Channels of one medium each; the contract stands in ``notify.ports``."""
