"""Texts that try to be more than text wherever they land: HTML, a script, a JavaScript template, an attribute."""

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "`${alert(1)}`",
    "\u2028alert(1)\u2029",
    "&lt;b&gt; & \"quoted\" 'single' \\ back",
)
