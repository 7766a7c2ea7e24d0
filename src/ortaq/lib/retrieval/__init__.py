"""Finding the passage that answers: words, lemmas, vectors, and what may be claimed from them."""
