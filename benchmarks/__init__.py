"""How much the pipeline costs, measured on fictional newspaper pages of any amount."""
