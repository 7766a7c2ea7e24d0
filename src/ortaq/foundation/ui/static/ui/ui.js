// Enhancements
