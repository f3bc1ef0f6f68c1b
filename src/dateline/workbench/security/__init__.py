"""Who may do what, and how that is kept."""
