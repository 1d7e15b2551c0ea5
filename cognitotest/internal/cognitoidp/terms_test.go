package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func terms(name, more string) string {
	return `{"UserPoolId":"{pool}","ClientId":"{client}","TermsName":"` + name + `","TermsSource":"LINK","Enforcement":"NONE"` + more + `}`
}

const termsRequest = `{"UserPoolId":"{pool}","TermsId":"{terms}"}`

func TestTermsRoundTrip(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	created := s.call(t, "CreateTerms", terms("privacy-policy", `,"Links":{"cognito:default":"https://example.com/privacy"}`))
	assert.Regexp(t, `^\{"Terms":\{"TermsId":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}","TermsName":"privacy-policy","Enforcement":"NONE","CreationDate":[\d.]+,"LastModifiedDate":[\d.]+,`+
		`"UserPoolId":"us-east-1_\w{9}","ClientId":"[0-9a-v]{26}","TermsSource":"LINK","Links":\{"cognito:default":"https://example.com/privacy"\}\}\}$`, created.body)
	listed := s.ok(t, "ListTerms", `{"UserPoolId":"{pool}"}`)["Terms"].([]any)
	s.set("terms", at(listed[0], "TermsId").(string))
	assert.NotContains(t, listed[0], "Links", "a list does not have the links")
	assert.Equal(t, created.body, s.call(t, "DescribeTerms", termsRequest).body)

	updated := s.ok(t, "UpdateTerms", `{"UserPoolId":"{pool}","TermsId":"{terms}","TermsName":"terms-of-use"}`)["Terms"]
	assert.Equal(t, "terms-of-use", at(updated, "TermsName"))
	assert.Equal(t, "https://example.com/privacy", at(updated, "Links", "cognito:default"))
	updated = s.ok(t, "UpdateTerms", `{"UserPoolId":"{pool}","TermsId":"{terms}","Links":{"cognito:french":"https://example.com/fr"}}`)["Terms"]
	assert.Equal(t, map[string]any{"cognito:french": "https://example.com/fr"}, at(updated, "Links"))

	assert.Equal(t, `{}`, s.call(t, "DeleteTerms", termsRequest).body)
	for _, action := range []string{"DescribeTerms", "UpdateTerms", "DeleteTerms"} {
		s.fails(t, action, termsRequest, "ResourceNotFoundException", "Terms do not exist.")
	}
	s.ok(t, "CreateTerms", terms("terms-of-use", ""))
	s.ok(t, "DeleteUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.Equal(t, `{"Terms":[]}`, s.call(t, "ListTerms", `{"UserPoolId":"{pool}"}`).body, "deleting the client deletes them")
}

// TestTermsErrors: the rules are in the API reference and the model. The texts of the former are
// unspecified.
func TestTermsErrors(t *testing.T) {
	const client = `{"UserPoolId":"{pool}","ClientName":"c"}`
	checkRules(t, []rule{
		{
			name: "existing name", source: "API", client: client, given: []request{{"CreateTerms", terms("terms-of-use", "")}}, request: request{"CreateTerms", terms("terms-of-use", "")},
			exception: "TermsExistsException", message: "Terms terms-of-use already exist for client {client}",
		}, {
			name: "unknown client", source: "API", request: request{"CreateTerms", `{"UserPoolId":"{pool}","ClientId":"nosuchclient","TermsName":"terms-of-use","TermsSource":"LINK","Enforcement":"NONE"}`},
			exception: "ResourceNotFoundException", message: "User pool client nosuchclient does not exist.",
		}, {
			name: "name that the model does not list", source: "model", client: client, request: request{"CreateTerms", terms("imprint", "")},
			message: "1 validation error detected: Value 'imprint' at 'termsName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(terms-of-use|privacy-policy)$",
		}, {
			name: "language that the model does not list", source: "model", client: client, request: request{"CreateTerms", terms("terms-of-use", `,"Links":{"cognito:klingon":"https://example.com"}`)},
			message: "1 validation error detected: Value '{cognito:klingon=https://example.com}' at 'links' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$]",
		},
	})
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, client)
	s.ok(t, "CreateTerms", terms("terms-of-use", ""))
	s.set("terms", at(s.ok(t, "CreateTerms", terms("privacy-policy", "")), "Terms", "TermsId").(string))
	s.fails(t, "UpdateTerms", `{"UserPoolId":"{pool}","TermsId":"{terms}","TermsName":"terms-of-use"}`, "TermsExistsException", "Terms terms-of-use already exist for client {client}")
}
