"""Words: three-language fields, dates as people say them, Kazakh alphabetical order."""
