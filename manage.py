"""Django's own door, for tools that look for it; people use ./ortaq."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))

from ortaq.__main__ import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
