"""Peilian: a terminal trainer and quality-assurance simulator for insurance customer service.

The package is a house of floors (see ``.github/CONTRIBUTING.md``); this file holds nothing but its version.
"""

__version__ = "0.1.0"
