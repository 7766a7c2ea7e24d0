"""The door of the public: what the union is, check a receipt, sign in, privacy."""
