"""The web pages of an archive: a Flask application over a catalogue."""

from web.application import create_app

__all__ = ["create_app"]
