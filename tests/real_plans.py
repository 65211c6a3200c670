"""Where the real plans lie, and what is said where they do not."""

from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "plans"
NO_PLANS = "the folder of real plans (../shared/plans) is not here"
