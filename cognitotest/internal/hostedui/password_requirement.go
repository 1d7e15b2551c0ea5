package hostedui

import (
	"fmt"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// requirement is an item of the list beside a new password. Names and texts are from captures of the
// classic pages and of their script.
type requirement struct {
	Name    string // the last part of the item's class names
	Text    string
	Length  int    // the number in Text, or 0
	Pattern string // a regular expression of JavaScript; "": both fields must have the same password
}

// passwordRequirements returns the requirements of a policy. The patterns accept the same passwords as
// the policy itself.
func passwordRequirements(policy userpool.PasswordPolicy, repeated bool) []requirement {
	symbols := strings.NewReplacer(`\`, `\\`, `]`, `\]`, `^`, `\^`, `-`, `\-`, ` `, ``).Replace(userpool.PasswordSymbols)
	var all []requirement
	for _, r := range []struct {
		required bool
		requirement
	}{
		{policy.RequireLowercase, requirement{Name: "lowerletter", Text: "Password must contain a lower case letter", Pattern: `\p{Ll}`}},
		{policy.RequireUppercase, requirement{Name: "upperletter", Text: "Password must contain an upper case letter", Pattern: `\p{Lu}`}},
		{policy.RequireSymbols, requirement{Name: "symbols", Text: "Password must contain a special character or a space", Pattern: `[` + symbols + `]|[^ ] +[^ ]`}},
		{policy.RequireNumbers, requirement{Name: "numbers", Text: "Password must contain a number", Pattern: `\p{Nd}`}},
		{true, requirement{
			Name: "length", Text: "Password must contain at least %d characters", Length: policy.MinimumLength, Pattern: fmt.Sprintf(`.{%d,}`, policy.MinimumLength),
		}},
		{true, requirement{Name: "valid-spaces", Text: "Password must not contain a leading or trailing space", Pattern: `^\S(.*\S)?$`}},
		{repeated, requirement{Name: "matches", Text: "Passwords must match"}},
	} {
		if r.required {
			all = append(all, r.requirement)
		}
	}
	return all
}

// RequirementText returns the text of a requirement in the language of the page.
func (v view) RequirementText(r requirement) string {
	if r.Length > 0 {
		return fmt.Sprintf(v.T(r.Text), r.Length)
	}
	return v.T(r.Text)
}

// errPasswordsDiffer rejects a form whose two fields for a new password differ.
var errPasswordsDiffer = apierror.InvalidParameter("The two passwords are not the same.")

// errPasswordSpaces is the error of the API for such a password (cds-snc/platform-forms-client#5635).
// That the pages return it is unspecified: the script of the live page does not send the form.
var errPasswordSpaces = apierror.InvalidParameter(`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`)

// newPassword returns a new password. It rejects a password that begins or ends with a space.
func (pr *pageRequest) newPassword(name string) (string, error) {
	password := pr.r.PostFormValue(name)
	if strings.TrimSpace(password) != password {
		return "", errPasswordSpaces
	}
	return password, nil
}

// confirmedPassword returns a new password that the form has twice.
func (pr *pageRequest) confirmedPassword(name, again string) (string, error) {
	if pr.r.PostFormValue(name) != pr.r.PostFormValue(again) {
		return "", errPasswordsDiffer
	}
	return pr.newPassword(name)
}
