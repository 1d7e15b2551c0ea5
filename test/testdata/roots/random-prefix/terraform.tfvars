branch = "fix-header"
