"""The pieces of web pages that work from disk: text that is never markup, one style, bars."""
