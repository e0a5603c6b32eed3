"""The commands, a module each. They are loaded when they are called, which keeps starting quick."""

__all__ = ["main"]
