"""What users load: registers, code lists and official rule texts, from files into their data folder."""
