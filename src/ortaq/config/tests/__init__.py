"""Tests of the installation's settings."""
