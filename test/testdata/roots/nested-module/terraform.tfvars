namespace = "petboarding"

environments = {
  live = {
    url = "https://app.example.com"
  }
  beta = {
    url           = "https://beta.example.com"
    session_hours = 2
    local_ports   = [3000, 8080]
  }
}
