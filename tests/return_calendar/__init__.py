"""When returns close."""
