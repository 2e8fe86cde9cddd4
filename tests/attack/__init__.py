"""An attacker of the public guard, who has only what the public role is told, and is judged by the plain rows.

- `told` collects what the public role is answered, `wire` and `files` what it is sent on pages and in files;
- `small` holds every shown amount, and every sum and difference of two or three, against who stands behind it;
- `system` lays out what follows from all fixed tables of a month, `bounds` works out how closely each hidden number is
  known, by linear and integer programs;
- `beside` says what two months side by side give, `loss` what is kept, and how long the guard takes;
- `truth` has the rows of single employers, projects and groups. The attacker never sees it: it is the judge.

After: A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4 (magnitude tables: threshold and
dominance rules, secondary suppression, and the audit of suppressed tables by linear programs), and the manual of
tau-ARGUS, chapter 2 (the feasibility interval of a suppressed cell, and its protection interval).
"""
