package control

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed openapi.yaml
var openAPI []byte

// openAPIAsJSON returns the document in JSON.
var openAPIAsJSON = sync.OnceValue(func() []byte {
	var value any
	if err := yaml.Unmarshal(openAPI, &value); err != nil {
		panic(fmt.Sprintf("control: openapi.yaml: %v", err)) // a test reads it
	}
	text, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("control: openapi.yaml: %v", err))
	}
	return append(text, '\n')
})

func (a *API) openAPIJSON(*http.Request) (any, error) {
	return document{jsonType, openAPIAsJSON()}, nil
}

func (a *API) openAPIYAML(*http.Request) (any, error) {
	return document{"application/yaml", openAPI}, nil // RFC 9512
}
