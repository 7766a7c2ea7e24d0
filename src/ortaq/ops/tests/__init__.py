"""Tests of the processes, on real ones."""
