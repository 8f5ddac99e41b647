"""Transcripts in and out of files. Not here: scoring them, and the vendors' own formats beyond our native one."""
