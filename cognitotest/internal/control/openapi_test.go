package control_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
)

// The document has the routes of the API, with their query parameters and statuses, and no others.
func TestDocumentDescribesEachRoute(t *testing.T) {
	t.Parallel()
	doc, _ := specification()
	require.NoError(t, doc.Validate(t.Context()))
	var described []control.Operation
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			o := control.Operation{Method: method, Path: path}
			writes := false
			for _, p := range slices.Concat(item.Parameters, operation.Parameters) {
				switch p.Value.In {
				case openapi3.ParameterInQuery:
					o.Query = append(o.Query, p.Value.Name)
				case openapi3.ParameterInHeader:
					writes = p.Value.Name == control.WriteHeader && p.Value.Required
				}
			}
			for status := range operation.Responses.Map() {
				if n, err := strconv.Atoi(status); err == nil {
					o.Status = n
				}
			}
			assert.Equal(t, method != http.MethodGet, writes, "%s %s: the header of writes", method, path)
			assert.NotNil(t, operation.Responses.Default(), "%s %s: the error", method, path)
			assert.NotEmpty(t, operation.OperationID, "%s %s", method, path)
			assert.NotEmpty(t, operation.Summary, "%s %s", method, path)
			described = append(described, o)
		}
	}
	assert.ElementsMatch(t, control.Operations(), described)
}

func TestDocumentIsServed(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	inYAML := e.call(t, http.MethodGet, "/openapi.yaml", "")
	assert.Equal(t, "application/yaml", inYAML.header.Get("Content-Type"))
	assert.Equal(t, string(control.OpenAPI), inYAML.body)
	inJSON := e.call(t, http.MethodGet, "/openapi.json", "")
	assert.Equal(t, "application/json", inJSON.header.Get("Content-Type"))
	var fromYAML, fromJSON any
	require.NoError(t, yaml.Unmarshal([]byte(inYAML.body), &fromYAML))
	require.NoError(t, json.Unmarshal([]byte(inJSON.body), &fromJSON))
	want, err := json.Marshal(fromYAML)
	require.NoError(t, err)
	got, err := json.Marshal(fromJSON)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
}
