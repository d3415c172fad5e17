"""Bad input: texts that are hard on expressions, files that are broken, and how to call a command
on them."""
