"""An attacker of the public guard, who has only what the public role is told, and is judged by the plain rows.

- `told` collects what the public role is answered, `pages` what it is sent on pages and in files;
- `small` holds every shown number, and every sum and difference of two or three, against who stands behind it, `rest` what
  is left of them where parts are hidden;
- `states` says into what the numbers are cut, `system` lays out what follows from all fixed tables of a month, `bounds`
  works out how closely each hidden number is known, by the linear and integer `programs`;
- `beside` says what two months side by side give, `loss` what is kept, and how long the guard takes;
- `truth` has the rows of single employers, projects and groups, by which the `judge` says what may not be told. The
  attacker never sees them.

After: A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4 (magnitude tables: threshold and
dominance rules, secondary suppression, and the audit of suppressed tables by linear programs), and the manual of
tau-ARGUS, chapter 2 (the feasibility interval of a suppressed cell, and its protection interval).
"""

import os

# Read once, when numpy is loaded. Several threads on matrices as small as these wait for one another: five times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
