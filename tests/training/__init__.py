"""Training of the linear model from the corpus; a tool for those who grow the recogniser, not a part of the package."""
