package cognitoidp_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestAcceptedDomains(t *testing.T) {
	s := start(t)
	for _, domain := range []string{"a", "0", "awsome", "my-awsome-shop", strings.Repeat("a", 63)} { // cdk-preflight
		t.Run(domain, func(t *testing.T) {
			s.pool(t, `{"PoolName":"p"}`)
			s.ok(t, "CreateUserPoolDomain", `{"UserPoolId":"{pool}","Domain":"`+domain+`"}`)
		})
	}
}

// TestClientKeepsScopeOfDeletedResourceServer: a resource server can be deleted although a client uses its
// scope. The client keeps the scope (cloudformation-coverage-roadmap#173).
func TestClientKeepsScopeOfDeletedResourceServer(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	s.ok(t, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"d"}]}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["orders/read"],"CallbackURLs":["https://a.example"]}`)
	s.ok(t, "DeleteResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders"}`)
	got := at(s.ok(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`), "UserPoolClient", "AllowedOAuthScopes")
	if want := "[orders/read]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
