"""Runs the notebooks of docs/notebooks/ on a fresh graph; `make notebook` keeps what they show."""
