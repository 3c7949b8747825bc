"""The addresses of the site, a module for each kind of page."""
