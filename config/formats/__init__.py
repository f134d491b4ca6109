"""How dates and times are written, where Django's own way would read oddly beside ours."""
