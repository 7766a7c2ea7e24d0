"""Knowledge that knows no framework: pure Python, moments and holidays come as arguments."""
