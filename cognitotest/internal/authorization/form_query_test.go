package authorization_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
)

func TestFormQueryKeepsTheMeaningOfTheQuery(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, query, want string }{
		{
			"a capture of April 2026", "client_id=3g4d5l5kivuqi7oia68gib7uso&redirect_uri=https%3A%2F%2Fauth.example.com%2Fsignin-oidc&response_type=code&scope=openid%20profile" +
				"&code_challenge=NhFzm&code_challenge_method=S256&response_mode=form_post&nonce=639.MDRk&state=CfDJ8N-_c&x-client-SKU=ID_NET9_0&x-client-ver=8.19.2.0",
			"client_id=3g4d5l5kivuqi7oia68gib7uso&redirect_uri=https://auth.example.com/signin-oidc&response_type=code&scope=openid profile" +
				"&code_challenge=NhFzm&code_challenge_method=S256&nonce=639.MDRk&state=CfDJ8N-_c",
		},
		{"another order", "state=s&client_id=c", "state=s&client_id=c"},
		{"plus is a space", "scope=openid+email", "scope=openid email"},
		{"characters with a meaning in a query", "state=%26%23%25%2B%3B", "state=%26%23%25%2B%3B"},
		{"encoded twice", "state=%2526", "state=%2526"},
		{"markup", "state=%22%3E%3Cb%3E%27", `state="><b>'`},
		{"base64", "state=YQ%3D%3D%2F", "state=YQ==/"},
		{"other scripts", "state=%C3%A9%E6%97%A5", "state=é日"},
		{"invalid UTF-8", "state=%FF%C3", "state=%FF%C3"},
		{"control characters", "state=a%0D%0A%09%00%7F", "state=a%0D%0A%09%00%7F"},
		{"spaces at the end", "state=+a++", "state= a %20"},
		{"a value with a question mark", "redirect_uri=app%3A%2F%2Fx%3Fy%3D1", "redirect_uri=app://x?y=1"},
		{"empty value and no value", "state=&nonce", "state=&nonce="},
		{"repeated parameter", "state=a&state=b", "state=a"},
		{"unknown parameters, and parameters of managed login", "x=1&prompt=login&lang=de&errorMessage=e&state=s", "state=s"},
		{"invalid pairs", "state=%zz&nonce=a;b&login_hint=j", "login_hint=j"},
		{"empty query", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := authorization.FormQuery(tt.query)
			assert.Equal(t, tt.want, got)
			sent, _ := url.ParseQuery(tt.query) // ParseQuery skips invalid pairs
			read, err := url.ParseQuery(got)
			assert.NoError(t, err)
			for name, values := range read {
				assert.Equal(t, sent.Get(name), values[0], "%s means another value", name)
			}
		})
	}
}
