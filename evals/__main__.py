"""`python -m evals …`: the same as `budget-qa eval …`, for work on the project itself."""

import sys

from evals.command import main

if __name__ == "__main__":
    sys.exit(main())
