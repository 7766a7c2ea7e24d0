"""Processes of one installation: embedded PostgreSQL, serving, backups, upgrades, benches."""
