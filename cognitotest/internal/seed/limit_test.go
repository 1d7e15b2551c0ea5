package seed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// poolWith returns a file with a pool whose argument has a value.
func poolWith(argument, text string) string {
	return "user_pool \"a\" {\n  " + argument + " = " + text + "\n}"
}

// TestParseRejectsFilesThatExceedALimit has files that would overflow the stack of the process, use all memory, or become
// invalid JSON. The accepted files are exactly at a limit.
func TestParseRejectsFilesThatExceedALimit(t *testing.T) {
	t.Parallel()
	const (
		deep   = "more than 64 brackets are open here: a seed file nests no deeper"
		many   = "the file has more than 1000 operators: write values instead of expressions"
		large  = "seed.hcl has more than 1048576 bytes: split it into smaller files"
		number = "seed.hcl:2: the number is out of range"
		loop   = "seed.hcl:2: a seed file has no loops: write the values out"
	)
	const million = 1_000_000
	repeat := strings.Repeat
	client := func(text string) string {
		return "user_pool \"a\" {\n  client \"web\" {\n    refresh_token_validity = " + text + "\n  }\n}"
	}
	for _, tt := range []struct{ name, text, want string }{
		{"two million brackets", poolWith("username_attributes", repeat("[", 2*million)), large},
		{"a million brackets", poolWith("username_attributes", repeat("[", million)), deep},
		{"braces", poolWith("user_pool_tags", repeat("{a=", million/4)), deep},
		{"parentheses", poolWith("mfa_configuration", repeat("(", million)), deep},
		{"blocks", repeat("user_pool \"a\" {\n", million/20), deep},
		{"templates", poolWith("mfa_configuration", repeat(`"${`, million/4)), deep},
		{"directives", poolWith("mfa_configuration", "\""+repeat(`%{if true}`, million/20)+"\""), many},
		{"here documents", poolWith("mfa_configuration", repeat("<<A\n${", million/20)), deep},
		{"closed brackets", poolWith("username_attributes", repeat("[", 60)+repeat("]", 60)), "seed.hcl:2: username_attributes of user_pool: "},
		{"one closed bracket too many", poolWith("username_attributes", repeat("[", 64)+repeat("]", 64)), deep},
		{"signs", poolWith("mfa_configuration", repeat("-", million)+"1"), many},
		{"negations", poolWith("mfa_configuration", repeat("!", million)+"true"), many},
		{"negations over lines", poolWith("mfa_configuration", "("+repeat("!\n", million/4)+"true)"), many},
		{"sums", poolWith("mfa_configuration", "1"+repeat("+1", million/4)), many},
		{"conditions", poolWith("mfa_configuration", repeat("true?1:", million/10)+"1"), many},
		{"indices", poolWith("mfa_configuration", "[1]"+repeat("[0]", million/10)), many},
		{"members", poolWith("mfa_configuration", "{a=1}"+repeat(".a", million/10)), many},
		{"comparisons", poolWith("mfa_configuration", "1"+repeat("==1", million/10)), many},
		{"infinity", client("1e99999999999"), "seed.hcl:3: Failed to recognize the value of this number literal."},
		{"more than a float64", client("1e400"), "seed.hcl:3: the number is out of range"},
		{"less than a float64", client("1e-400"), "seed.hcl:3: the number is out of range"},
		{"negative number", client("-1e400"), "seed.hcl:3: the number is out of range"},
		{"a product", client("1e300*1e300"), "seed.hcl:3: refresh_token_validity: the number is out of range"},
		{"a division by zero", client("1/0"), "seed.hcl:3: refresh_token_validity: the number is out of range"},
		{"zero by zero", client("0/0"), "seed.hcl:3: "},
		{"infinity less infinity", client("1/0 - 1/0"), "seed.hcl:3: "},
		{"zero times infinity", client("0 * (1/0)"), "seed.hcl:3: "},
		{"infinity by infinity", client("(1/0) / (1/0)"), "seed.hcl:3: "},
		{"the remainder of infinity", client("(1/0) % 2"), "seed.hcl:3: the value cannot be computed: write the value itself"},
		{"infinity in a template", poolWith("mfa_configuration", `"${1/0}"`), "seed.hcl:2: mfa_configuration: the number is out of range"},
		{"infinity in the attributes of a user", "user_pool \"a\" {\n  user \"jo\" {\n    attributes = { a = 1/0 }\n  }\n}", "seed.hcl:3: attributes: the number is out of range"},
		{"string with a large number", client(`"1e99999999999"`), "seed.hcl:3: refresh_token_validity of client: "},
		{"string NaN", client(`"NaN"`), "seed.hcl:3: refresh_token_validity of client: a number is required"},
		{"string Inf", client(`"Inf"`), "seed.hcl:3: refresh_token_validity of client: "},
		{"a thousand million digits in a string", poolWith("mfa_configuration", "1e999999999"), number},
		{"a thousand million digits in a template", poolWith("mfa_configuration", `"${1e999999999}"`), number},
		{"a thousand million digits in a list", poolWith("username_attributes", `[1e999999999]`), number},
		{"a thousand million digits in a map", poolWith("user_pool_tags", `{ a = 1e999999999 }`), number},
		{"a loop", poolWith("username_attributes", "[for a in [1, 2]: a]"), loop},
		{"loops in loops", poolWith("username_attributes", "[for a in [1, 2]: [for b in [1, 2]: b]]"), loop},
		{"a splat", poolWith("username_attributes", "[1, 2].*.a"), loop},
		{"invalid UTF-8", poolWith("mfa_configuration", "\"\xff\xfe\""), "seed.hcl:2: "},
		{"a null byte", "user_pool \"a\x00\" {}", ""},
		{"byte order mark", "\xef\xbb\xbfuser_pool \"a\" {}", ""},
		{"UTF-16", "\xff\xfeu\x00s\x00e\x00r\x00", "seed.hcl:1: "},
		{"the largest file", "user_pool \"a\" {}\n#" + repeat("x", maxFile-len("user_pool \"a\" {}\n#")), ""},
		{"one byte more than the largest file", "user_pool \"a\" {}\n#" + repeat("x", maxFile+1-len("user_pool \"a\" {}\n#")), large},
		{"the largest number", poolWith("mfa_configuration", "1e308"), ""},
		{"the largest number of operators", poolWith("mfa_configuration", "1"+repeat("+1", 1000)), ""},
		{"empty file", "", ""},
		{"white space", " \n\t\r\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse("seed.hcl", []byte(tt.text))
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
			assert.Less(t, len(err.Error()), 300)
		})
	}
}

// Read stops after the largest size of a seed file, also for a file without an end.
func TestReadReportsUnreadableFiles(t *testing.T) {
	t.Parallel()
	_, err := Read("/dev/zero")
	require.EqualError(t, err, "/dev/zero has more than 1048576 bytes: split it into smaller files")
	dir := t.TempDir()
	_, err = Read(dir)
	require.EqualError(t, err, "the seed file cannot be read: read "+dir+": is a directory: name a file in HCL")
	_, err = Read(filepath.Join(dir, "none"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// FuzzParse parses any text as a seed file.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "user_pool \"a\" {}", poolWith("mfa_configuration", "\"ON\""), poolWith("user_pool_tags", "{ a = 1e5, b = null }"), poolWith("username_attributes", "[for a in [1]: a]"),
		poolWith("mfa_configuration", "<<EOT\n${1}%{if true}x%{endif}\nEOT"), "user_pool \"a\" {\n  user \"jo\" {\n    password = \"x\"\n    groups = [\"a\"]\n    attributes = { a = -1.5 }\n  }\n}",
		"user_pool \"a\" {\n  schema { name = \"x\" }\n  client \"w\" { callback_urls = [1 + 1, true ? 1 : 2] }\n}", "resource \"aws_cognito_user_pool\" \"a\" {}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := Parse("seed.hcl", text)
		if (file == nil) == (err == nil) {
			t.Errorf("got %v and %v", file, err)
		}
	})
}
