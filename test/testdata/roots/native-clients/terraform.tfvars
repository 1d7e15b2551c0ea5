game = "starfall"
