"""``python -m flake8_foundry_logging`` is ``foundry-lint``."""

import sys

from flake8_foundry_logging.cli import main

sys.exit(main())
