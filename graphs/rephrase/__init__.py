"""Rephrasing: passages told again in styles, every sentence carried by its passage."""
