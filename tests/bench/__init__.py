"""The bench behind ``make bench``: figures to reach, measured beside today's tools in one run."""
