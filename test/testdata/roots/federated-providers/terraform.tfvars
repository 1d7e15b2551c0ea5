name             = "taskboard"
google_client_id = "1234567890-abcdef.apps.googleusercontent.com"
