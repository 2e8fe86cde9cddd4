"""As `kept`, without what is worked out of a ledger after a start: tests ask for few of those maps."""

from threading import Event

from pages import warming
from tests.browser.kept import app


def nothing_more(first_shown: Event) -> None:
    """Wait for no map: whoever opens one has it worked out then."""
    first_shown.set()


warming._every_ledger = nothing_more

if __name__ == "__main__":
    app.main()
