package relay

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
)

// inputs are the inputs that the examples require, except a name and a prefix.
var inputs = map[string]map[string]any{
	"custom-domain": {
		"login_domain":    "login.example.com",
		"certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
	},
	"identity-provider": {"oidc_client_secret": "secret"},
	"multi-environment": {
		"web_callback_urls": []string{"https://app.example.com/callback"}, "spa_callback_urls": []string{"https://spa.example.com/callback"},
	},
}

// TestRelayChangesNothing plans and applies every example twice, each time on its own emulator: through the relay, and
// directly with the provider. Plan and state must be equal, except for times and for values that the emulator generates.
func TestRelayChangesNothing(t *testing.T) {
	t.Parallel()
	through, without := connect(t)
	t.Run("examples", func(t *testing.T) { // the providers run until all subtests have ended
		examples, err := fs.Glob(cognitokit.Terraform, "examples/*/main.tf")
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(examples), 12)
		for _, main := range examples {
			example := path.Base(path.Dir(main))
			t.Run(example, func(t *testing.T) {
				t.Parallel()
				got, want := through.run(t, example), without.run(t, example)
				assertSame(t, "plan", want.plan, got.plan)
				assertSame(t, "state", want.state, got.state)
			})
		}
	})
}

// assertSame reports the first difference of two documents.
func assertSame(t *testing.T, name, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	at := 0
	for at < min(len(want), len(got)) && want[at] == got[at] {
		at++
	}
	around := func(text string) string { return text[max(0, at-200):min(len(text), at+200)] }
	assert.Fail(t, "the "+name+" differs", "without the relay: …%s…\nthrough the relay: …%s…", around(want), around(got))
}

// result is the plan and the state of an example, without the differences between two runs.
type result struct{ plan, state string }

// run plans an example, applies the plan, and reads both.
func (c connection) run(t *testing.T, example string) result {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, cognitokit.Terraform))
	folder := filepath.Join(root, "examples", example)
	variables, err := json.Marshal(c.inputs(t, folder, example))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "terraform.tfvars.json"), variables, 0o600))
	env := c.attach(t, folder)
	c.terraform(t, env, folder, "init", "-input=false")
	c.terraform(t, env, folder, "plan", "-input=false", "-out=plan")
	plan := c.terraform(t, env, folder, "show", "-json", "plan")
	c.terraform(t, env, folder, "apply", "-input=false", "plan")
	state, err := os.ReadFile(filepath.Join(folder, "terraform.tfstate"))
	require.NoError(t, err)
	return result{plan: c.stable(t, []byte(plan), nil), state: c.stable(t, state, generatedAttributes)}
}

func (c connection) inputs(t *testing.T, folder, example string) map[string]any {
	t.Helper()
	all := map[string]any{"name": example, "domain_prefix": "signin-" + example, "user_pool_id": c.pool}
	maps.Copy(all, inputs[example])
	text, err := os.ReadFile(filepath.Join(folder, "variables.tf"))
	require.NoError(t, err)
	for name := range all {
		if !strings.Contains(string(text), `variable "`+name+`"`) {
			delete(all, name)
		}
	}
	return all
}

func (c connection) terraform(t *testing.T, env map[string]string, folder string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), c.engine.Path, arguments...)
	command.Dir = folder
	command.Env = os.Environ()
	for name, value := range env {
		command.Env = append(command.Env, name+"="+value)
	}
	var problems strings.Builder
	command.Stderr = &problems
	output, err := command.Output()
	require.NoError(t, err, "%s: terraform %s: %s", c.name, strings.Join(arguments, " "), problems.String())
	return string(output)
}

// times matches RFC 3339 times of the provider and of Terraform, and the version of a domain.
var times = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\b20\d{12}\b`)

// generatedAttributes lists the attributes of a state that the emulator generates, and lineage, which Terraform
// generates.
var generatedAttributes = []string{"id", "client_id", "client_secret", "sub", "lineage", "cloudfront_distribution", "cloudfront_distribution_arn"}

// generated matches generated values and no configured value.
var generated = regexp.MustCompile(`^([a-z]{2}-[a-z]+-\d_[A-Za-z0-9]{9}|[a-z0-9]{26}|[a-z0-9]{50,52}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]{13,14}\.cloudfront\.net)$`)

// withoutOrder lists the members of plans and states whose lists Terraform writes in the random order of a Go map.
var withoutOrder = []string{"child_modules", "relevant_attributes", "checks", "instances", "check_results", "objects"}

// stable replaces the values of a plan or a state that differ between two runs with placeholders: times, the pool of the
// run, and generated values, which it numbers in order of appearance.
func (c connection) stable(t *testing.T, document []byte, attributes []string) string {
	t.Helper()
	var value any
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber() // keeps numbers as written
	require.NoError(t, decoder.Decode(&value))
	text := strings.ReplaceAll(times.ReplaceAllString(written("", value), "<time>"), c.pool, "<pool>")
	found := map[string]bool{}
	collect(value, attributes, found)
	values := slices.SortedFunc(maps.Keys(found), func(a, b string) int {
		return cmp.Or(strings.Index(text, a)-strings.Index(text, b), len(b)-len(a)) // the longer of two values at the same position
	})
	for i, value := range values {
		text = strings.ReplaceAll(text, value, fmt.Sprintf("<value %d>", i))
	}
	return text
}

// written formats the value of a member, and sorts the lists of withoutOrder.
func written(name string, value any) string {
	switch value := value.(type) {
	case map[string]any:
		var members []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			members = append(members, name+":"+written(name, value[name]))
		}
		return "{" + strings.Join(members, ",") + "}"
	case []any:
		var elements []string
		for _, element := range value {
			elements = append(elements, written("", element))
		}
		if slices.Contains(withoutOrder, name) {
			slices.Sort(elements)
		}
		return "[" + strings.Join(elements, ",") + "]"
	}
	return fmt.Sprintf("%#v", value)
}

// collect adds the generated values of some attributes to found.
func collect(value any, attributes []string, found map[string]bool) {
	switch value := value.(type) {
	case map[string]any:
		for name, inner := range value {
			if text, ok := inner.(string); ok && slices.Contains(attributes, name) && generated.MatchString(text) {
				found[text] = true
			}
			collect(inner, attributes, found)
		}
	case []any:
		for _, inner := range value {
			collect(inner, attributes, found)
		}
	}
}
