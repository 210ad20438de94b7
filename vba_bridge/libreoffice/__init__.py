"""The add-in for LibreOffice Calc: an .oxt file whose Python asks this project's Python through a pipe.

The modules `ilr_component`, `ilr_document` and `ilr_pipe` run inside LibreOffice, in whatever Python it brings, and so
import nothing but the standard library, UNO and each other.
"""
