"""The app with the masks of its ledgers in files, in the folder MASKS, as all servers and workers of a test run (tests.masks)."""

import os
from pathlib import Path

import app
from data.disclosure import masking
from tests.masks import kept_in

masking._kept = kept_in(Path(os.environ["MASKS"]))

if __name__ == "__main__":
    app.main()
