"""Reads the paragraphs of a document: DOCX, PDF, plain text; scans where OCR is there."""
