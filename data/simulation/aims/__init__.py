"""What the simulated ledger is made to look like: workers and employers of each region, from the published figures."""
