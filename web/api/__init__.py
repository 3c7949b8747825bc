"""The description of the JSON API, made from the views that answer it."""
