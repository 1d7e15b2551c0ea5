service     = "todos-demo"
spa_origin  = "https://todos.example.com"
backend_url = "https://backend.example.com"
