"""Letters to employers and state bodies about an appeal, and their replies."""
