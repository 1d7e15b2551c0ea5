package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestDescribeTermsByClient returns the document of one client and name, as DescribeTerms does (API_DescribeTermsByClient).
func TestDescribeTermsByClient(t *testing.T) {
	const use, privacy = `{"UserPoolId":"{pool}","ClientId":"{client}","TermsName":"terms-of-use"}`, `{"UserPoolId":"{pool}","ClientId":"{client}","TermsName":"privacy-policy"}`
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"other"}`)
	s.ok(t, "CreateTerms", terms("terms-of-use", `,"Links":{"cognito:default":"https://example.com/other"}`))
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c"}`)
	s.fails(t, "DescribeTermsByClient", use, "ResourceNotFoundException", "Terms do not exist.")
	created := s.call(t, "CreateTerms", terms("terms-of-use", `,"Links":{"cognito:default":"https://example.com/use"}`))
	s.ok(t, "CreateTerms", terms("privacy-policy", `,"Links":{"cognito:default":"https://example.com/privacy"}`))
	assert.Equal(t, created.body, s.call(t, "DescribeTermsByClient", use).body)
	described := s.ok(t, "DescribeTermsByClient", privacy)
	assert.Equal(t, "https://example.com/privacy", at(described, "Terms", "Links", "cognito:default"))

	id, _ := at(described, "Terms", "TermsId").(string)
	s.set("terms", id)
	s.ok(t, "DeleteTerms", termsRequest)
	s.fails(t, "DescribeTermsByClient", privacy, "ResourceNotFoundException", "Terms do not exist.")
	s.fails(t, "DescribeTermsByClient", `{"UserPoolId":"{pool}","ClientId":"nosuchclient","TermsName":"terms-of-use"}`, "ResourceNotFoundException", "User pool client nosuchclient does not exist.")
	s.fails(t, "DescribeTermsByClient", `{"UserPoolId":"eu-west-1_AbCdEfGhI","ClientId":"{client}","TermsName":"terms-of-use"}`, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist.")
	s.fails(t, "DescribeTermsByClient", `{"UserPoolId":"{pool}","ClientId":"{client}","TermsName":"imprint"}`, "InvalidParameterException",
		"1 validation error detected: Value 'imprint' at 'termsName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(terms-of-use|privacy-policy)$")
	s.fails(t, "DescribeTermsByClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`, "InvalidParameterException",
		"1 validation error detected: Value null at 'termsName' failed to satisfy constraint: Member must not be null")

	s.pool(t, `{"PoolName":"q"}`)
	s.fails(t, "DescribeTermsByClient", use, "ResourceNotFoundException", "User pool client {client} does not exist.") // of another pool
}
