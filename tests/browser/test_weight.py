"""How much a page weighs and whether it stands still, measured in Chromium at the real web server."""
