"""Several returns made one, and one made several."""
