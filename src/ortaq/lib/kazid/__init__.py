"""Kazakhstan's identifiers: IIN and BIN check digits, KATO units, OKED sections."""
