"""How many examples a property is tried on: few in `make test`, since there it runs often, many in `make thorough`.

Under the marker `thorough` every property is tried again, so that each has its small sibling: itself.
"""

from hypothesis import settings

FEW, MANY = "house", "thorough"
# Hypothesis measures no time, since a busy machine is no defect.
settings.register_profile(FEW, deadline=None, max_examples=20)
settings.register_profile(MANY, deadline=None, max_examples=200)


def examples(few: int, many: int = 0) -> settings:
    """So many examples; in `make thorough` `many`, or ten times as many."""
    thorough = settings.get_current_profile_name() == MANY
    return settings(deadline=None, max_examples=(many or 10 * few) if thorough else few)
