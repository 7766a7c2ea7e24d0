"""Of what the benches compute."""
