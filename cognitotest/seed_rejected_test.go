package cognitotest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The error has the line of the argument if the API names the member, otherwise the line of the
// block.
func TestSeedErrorHasTheLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		text string // the content of a user_pool block, from line 2
		line int
		want string
	}{
		{"argument", `client "web" {
  generate_secret     = true
  allowed_oauth_flows = ["code", "telepathy"]
}`, 4, "CreateUserPoolClient is rejected: 1 validation error detected: "},
		{"argument of a nested block", `client "web" {
  refresh_token_rotation {
    feature                    = "ENABLED"
    retry_grace_period_seconds = 61
  }
}`, 5, "CreateUserPoolClient is rejected: 1 validation error detected: "},
		{"argument of a pool", `mfa_configuration = "MAYBE"`, 2, "CreateUserPool is rejected: 1 validation error detected: "},
		{"policy of a pool", `password_policy {
  require_symbols = true
  minimum_length  = 5
}`, 4, "CreateUserPool is rejected: 1 validation error detected: "},
		{"style", `client "web" {}
managed_login_branding "web" {
  settings = []
}`, 3, "CreateManagedLoginBranding is rejected: "},
		{"second of repeated blocks", `schema {
  name = "short"
}
schema {
  attribute_data_type = "String"
  name                = "abcdefghijklmnopqrstu"
}`, 7, "CreateUserPool is rejected: 1 validation error detected: "},
		{"second of repeated blocks in a block", `account_recovery_setting {
  recovery_mechanism {
    name     = "verified_email"
    priority = 1
  }
  recovery_mechanism {
    priority = 2
    name     = "telepathy"
  }
}`, 9, "CreateUserPool is rejected: 1 validation error detected: "},
		{"missing argument", `resource_server "https://api.example.com" {
  name = "Orders API"
  scope {
    scope_name = "read"
  }
}`, 4, "CreateResourceServer is rejected: 1 validation error detected: "},
		{"label", `client "a/b" {
  generate_secret = true
}`, 2, "CreateUserPoolClient is rejected: 1 validation error detected: "},
		{"error without a member", `client "web" {
  allowed_oauth_flows = ["code"]
  callback_urls       = ["http://example.com"]
}`, 2, "CreateUserPoolClient is rejected: "},
		{"password of a user", `user "jo" {
  message_action = "SUPPRESS"
  password       = "short"
}`, 4, "AdminSetUserPassword is rejected: "},
		{"group of a user", `user "jo" {
  password = "Passw0rd!"
  groups   = ["staff"]
}`, 4, "AdminAddUserToGroup is rejected: "},
		{"label of a user", `user "" {
  password = "Passw0rd!"
}`, 2, "AdminCreateUser is rejected: 2 validation errors detected: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file := seedFile(t, "user_pool \"orders\" {\n"+tt.text+"\n}\n")
			s, err := cognitotest.Start(cognitotest.Config{Seed: file})
			if err == nil {
				s.Close()
			}
			want := fmt.Sprintf("cognitotest: %s:%d: %s", file, tt.line, tt.want)
			assert.Error(t, err)
			assert.True(t, strings.HasPrefix(fmt.Sprint(err), want), "got  %v\nwant %s", err, want)
		})
	}
}
