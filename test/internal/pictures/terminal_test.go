package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const output = `find Terraform    0.78 s  Terraform 1.11.4, provider from the filesystem mirror /somewhere

response to the refresh
{
  "token_type": "Bearer"
}

proof
CHECK              module.cognito
issuer             ok
refresh-response   ok
refresh-token-end  ok
signed-out-user    ok
no-changes         ok

module.cognito, pool us-east-1_brB3slwVF
  web: access token 1 hour

1 environment, 1 client, 5 checks: 0 findings, 0 accepted, 0 unchecked.
destroy            2.10 s
`

func TestDemoLines(t *testing.T) {
	t.Parallel()
	lines, err := demoLines(output)
	require.NoError(t, err)
	assert.Equal(t, `find Terraform    0.78 s  Terraform 1.11.4

response to the refresh
{
  "token_type": "Bearer"
}

...
refresh-response   ok
refresh-token-end  ok
signed-out-user    ok
no-changes         ok
...
  web: access token 1 hour
1 environment, 1 client, 5 checks: 0 findings, 0 accepted, 0 unchecked.`, strings.Join(lines, "\n"))
}

// A picture without one of its parts is an error.
func TestDemoLinesRequiresEachPart(t *testing.T) {
	t.Parallel()
	for _, missing := range []string{"\nproof\n", "response to the refresh\n", "signed-out-user", "  web: access token 1 hour\n", " unchecked."} {
		_, err := demoLines(strings.Replace(output, missing, "", 1))
		assert.ErrorContains(t, err, "the output of the demo has", missing)
	}
}

func TestRunNamesItsUse(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{nil, {"demo"}, {"check", "report.html"}, {"other", "a.png"}} {
		assert.EqualError(t, run(arguments), "use pictures demo FILE.png, or pictures check REPORT.html FILE.png")
	}
}
