"""Vendors of models on this machine: real HTTP servers that speak their documented formats."""
