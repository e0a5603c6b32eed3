"""The commands. Their modules are loaded when they are called, which keeps starting quick."""

__all__ = ["main"]
