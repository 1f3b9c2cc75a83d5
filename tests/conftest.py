"""What holds for all tests."""

import os

from hypothesis import HealthCheck, settings

# A machine that does much else is no fault of a property. Where every change must pass, the same examples are tried
# each time, so that a change is not refused for what it did not do; elsewhere they are new ones.
settings.register_profile(
    "kommuntal", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("kommuntal")
