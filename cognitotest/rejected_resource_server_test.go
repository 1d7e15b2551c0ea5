package cognitotest_test

import (
	"fmt"
	"testing"
)

func TestRejectedResourceServers(t *testing.T) { checkRejected(t, rejectedResourceServers()) }

func rejectedResourceServers() []rejection {
	create := func(identifier, scopes string) call {
		return call{"CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"` + identifier + `","Name":"orders","Scopes":[` + scopes + `]}`}
	}
	const (
		identifier = `[\x21\x23-\x5B\x5D-\x7E]+`
		scope      = `[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+`
		violation  = "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
	)
	return []rejection{
		{
			name: "identifier with a space", source: "API model; badmintoncryer/cdk-preflight: measured",
			request: create("my orders", ""), wantError: apiError{400, "InvalidParameterException", fmt.Sprintf(violation, "my orders", "identifier", identifier)},
		}, {
			name: "scope name with a slash", source: "API model; badmintoncryer/cdk-preflight: measured",
			request: create("orders", `{"ScopeName":"a/b","ScopeDescription":"d"}`), wantError: apiError{400, "InvalidParameterException", fmt.Sprintf(violation, "a/b", "scopes.1.member.scopeName", scope)},
		}, {
			name: "scope without a description", source: "API model", request: create("orders", `{"ScopeName":"read"}`),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value null at 'scopes.1.member.scopeDescription' failed to satisfy constraint: Member must not be null"},
		}, {
			name: "identifier twice", source: "unspecified",
			given: []call{create("orders", "")}, request: create("orders", ""), wantError: apiError{400, "InvalidParameterException", "orders already exists in user pool {pool}."},
		},
	}
}
