"""What all tests share: Hypothesis measures no time, since a busy machine is no defect.

Half as many examples as by default, since all tests are run often, each time on other examples.
"""

from hypothesis import settings

settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")
