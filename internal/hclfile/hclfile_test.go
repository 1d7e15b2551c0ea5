package hclfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFilesBeyondTheLimits parses files that would overflow the stack of the process.
func TestFilesBeyondTheLimits(t *testing.T) {
	t.Parallel()
	const many = 110_000
	const number = "A number has more than 400 digits or a larger exponent: write a simpler file."
	const brackets, operators = "More than 1000 brackets are open here: write a simpler file.", "The file has more than 100000 operators: write a simpler file."
	for _, tt := range []struct{ name, file, text, want string }{
		{"brackets", "a.tf", "a = " + strings.Repeat("[", 2_000_000), brackets},
		{"brackets that close", "a.tf", "a = " + strings.Repeat("[", many) + strings.Repeat("]", many), brackets},
		{"parentheses", "a.hcl", "a = " + strings.Repeat("(", many), brackets},
		{"braces", "a.hcl", "a = " + strings.Repeat("{a=", many), brackets},
		{"blocks", "a.hcl", strings.Repeat("a {\n", many), brackets},
		{"templates in templates", "a.hcl", "a = " + strings.Repeat(`"${`, many), brackets},
		{"not", "a.hcl", "a = " + strings.Repeat("!", many) + "true", operators},
		{"minus", "a.hcl", "a = " + strings.Repeat("-", many) + "1", operators},
		{"sums", "a.hcl", "a = 1" + strings.Repeat("+1", many), operators},
		{"conditions", "a.hcl", "a = " + strings.Repeat("true ? 1 : ", many) + "1", operators},
		{"attributes of attributes", "a.hcl", "a = b" + strings.Repeat(".b", many), operators},
		{"indexes of indexes", "a.hcl", "a = b" + strings.Repeat("[0]", many), operators},
		{"directives", "a.hcl", `a = "` + strings.Repeat("%{if true}", many), operators},
		{"JSON lists", "a.tf.json", `{"a":` + strings.Repeat("[", many), brackets},
		{"JSON objects", "a.json", strings.Repeat(`{"a":`, many), brackets},
		{"a large exponent", "a.hcl", "a = 1e999999999", number},
		{"an exponent beyond an int64", "a.hcl", "a = 1E+99999999999999999999", number},
		{"a small exponent", "a.hcl", "a = [1, 1.5e-00999999]", number},
		{"many digits", "a.hcl", "a = " + strings.Repeat("9", 401), number},
		{"a large exponent in JSON", "a.json", "{\n" + `"a":[1,2e999999999]}`, number},
		{"a large file", "a.hcl", strings.Repeat("# comment\n", 2_000_000), "The file has more than 16777216 bytes: write a simpler file."},
		{"a large JSON file", "a.json", `"` + strings.Repeat("a", 17_000_000) + `"`, "The file has more than 16777216 bytes: write a simpler file."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, problems := Parse([]byte(tt.text), tt.file)
			require.True(t, problems.HasErrors())
			assert.Equal(t, tt.want, problems[0].Detail)
			assert.Equal(t, tt.file, problems[0].Subject.Filename)
		})
	}
}

func TestFilesWithinTheLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, text string }{
		{"an attribute", "a.hcl", `a = [1, { b = "x${1 + 2}" }]`},
		{"deep brackets", "a.hcl", "a = " + strings.Repeat("[", 900) + strings.Repeat("]", 900)},
		{"a long list", "a.hcl", "a = [" + strings.Repeat("[1],", 20_000) + "]"},
		{"many operators", "a.hcl", "a = 1" + strings.Repeat("+1", 90_000)},
		{"many not", "a.hcl", "a = " + strings.Repeat("!", 90_000) + "true"},
		{"directives in directives", "a.hcl", `a = "` + strings.Repeat("%{if true}", 5_000) + strings.Repeat("%{endif}", 5_000) + `"`},
		{"numbers", "a.hcl", "a = [0, 1e0, 1.8e308, -1e-300, 2e+05, 9223372036854775808, 0.125]"},
		{"brackets in a text", "a.hcl", `a = "` + strings.Repeat("[", 100_000) + `"`},
		{"JSON", "a.tf.json", `{"a":[1,{"b":"[[["}]}`},
		{"JSON numbers", "a.json", `{"a":[0,-1.5e-300,1E308]}`},
		{"deep JSON", "a.json", `{"a":` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + "}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, problems := Parse([]byte(tt.text), tt.file)
			require.False(t, problems.HasErrors(), problems.Error())
			attributes, problems := file.Body.JustAttributes()
			require.False(t, problems.HasErrors(), problems.Error())
			_, _ = attributes["a"].Expr.Value(nil) // must not end the process
		})
	}
}
