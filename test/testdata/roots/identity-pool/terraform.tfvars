app_name = "fieldnotes"
