name = "climbing-club"
