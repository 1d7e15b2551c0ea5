package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadBaseline(t *testing.T) {
	got, err := ReadBaseline([]byte(`
# a tunnel
accept {
  check       = "callback-urls"
  environment = "dev-*"
  client      = "web"
  reason      = "developers use a tunnel"
  expires     = "2027-01-31"
}
accept {
  check   = "mfa"
  reason  = "next quarter"
  expires = "2028-02-29"
}
`), "baseline.hcl")
	require.NoError(t, err)
	assert.Equal(t, Baseline{Entries: []Entry{
		{Check: "callback-urls", Environment: "dev-*", Client: "web", Acceptance: Acceptance{"developers use a tunnel", "2027-01-31"}, Position: "baseline.hcl:3"},
		{Check: "mfa", Acceptance: Acceptance{"next quarter", "2028-02-29"}, Position: "baseline.hcl:10"},
	}}, got)
}

func TestReadBaselineErrors(t *testing.T) {
	for _, tt := range []struct{ name, hcl, want string }{
		{"malformed HCL", "accept {\n  check = \n}", "b.hcl:2: Invalid expression"},
		{"an unknown block", "\nignore {\n}", `b.hcl:2: Unsupported block type`},
		{"an argument outside the blocks", "\n\ncheck = \"mfa\"", `b.hcl:3: Unsupported argument`},
		{"an unknown argument", "accept {\n  check = \"mfa\"\n  until = \"2027-01-31\"\n}", `b.hcl:3: Unsupported argument`},
		{"a label", `accept "mfa" {}`, `b.hcl:1: Extraneous label for accept`},
		{"a list", "accept {\n  check = [\"mfa\"]\n}", `b.hcl:2: `},
		{"a variable", "accept {\n  check = var.check\n}", `b.hcl:2: Variables not allowed`},
		{"no check", "\naccept {\n  reason  = \"r\"\n  expires = \"2027-01-31\"\n}", `b.hcl:2: accept.check: the argument is missing. Write check = "NAME"`},
		{"no reason", "accept {\n  check = \"mfa\"\n  expires = \"2027-01-31\"\n}", `b.hcl:1: accept.reason: the argument is missing. Write why this finding is accepted`},
		{"an empty reason", "accept {\n  check = \"mfa\"\n  reason = \" \"\n  expires = \"2027-01-31\"\n}", `b.hcl:1: accept.reason: the argument is missing`},
		{"no date", "accept {\n  check = \"mfa\"\n  reason = \"r\"\n}", `b.hcl:1: accept.expires: the argument is missing. Write expires = "YYYY-MM-DD", the last day of the acceptance`},
		{"a date that does not exist", "accept {\n  check = \"mfa\"\n  reason = \"r\"\n  expires = \"2027-02-29\"\n}", `b.hcl:1: accept.expires: "2027-02-29" is not a date. Write YYYY-MM-DD`},
		{"a date in another format", "accept {\n  check = \"mfa\"\n  reason = \"r\"\n  expires = \"31.1.2027\"\n}", `b.hcl:1: accept.expires: "31.1.2027" is not a date`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadBaseline([]byte(tt.hcl), "b.hcl")
			require.Error(t, err)
			assert.Contains(t, err.Error(), tt.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}
