package control

// Operation is a route of the API as the document describes it.
type Operation struct {
	Method, Path string
	Query        []string
	Status       int
}

// Operations returns the routes.
func Operations() (list []Operation) {
	for _, r := range routes {
		list = append(list, Operation{r.method, "/" + r.path, r.query, r.status})
	}
	return list
}

// OpenAPI is the document.
var OpenAPI = openAPI
