"""Files for support: returns and workbooks written again without the people in them."""
