package report

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestReadErrors(t *testing.T) {
	for _, tt := range []struct{ name, json, want string }{
		{"nothing", ``, `this is not a report: it is not JSON from byte 0 on. Write one with "cognitokit check --format json"`},
		{"truncated JSON", `{"version": 2,`, `this is not a report: it is not JSON from byte 14 on. Write one with "cognitokit check --format json"`},
		{"text after the JSON", `{"version": 2} {}`, `this is not a report: it is not JSON from byte 16 on. Write one with "cognitokit check --format json"`},
		{"a list", `[]`, `this is not a report: "" has a wrong type. Write one with "cognitokit check --format json"`},
		{"another document", `{"runs": []}`, `this is not a report: it has no version. Write one with "cognitokit check --format json"`},
		{"another version", `{"version": 1}`, `the report has version 1, and this cognitokit reads version 2. Write it with the same release`},
		{"a wrong type", `{"version": 2, "checks": "hunter2"}`, `this is not a report: "checks" has a wrong type. Write one with "cognitokit check --format json"`},
		{"an unknown outcome", `{"version": 2, "environments": [{"name": "dev", "clients": [{"key": "web", "results": [{"check": "mfa", "outcome": "maybe"}]}]}]}`,
			`the report is invalid: mfa of the client "web" of "dev" has the outcome "maybe". Write one with "cognitokit check --format json"`},
		{"no outcome", `{"version": 2, "environments": [{"name": "dev", "results": [{"check": "mfa"}]}]}`,
			`the report is invalid: mfa of the pool of "dev" has the outcome "". Write one with "cognitokit check --format json"`},
		{"a result without a check", `{"version": 2, "environments": [{"name": "dev", "results": [{"outcome": "passed"}]}]}`,
			`the report is invalid: a result of the pool of "dev" has no check. Write one with "cognitokit check --format json"`},
		{"an environment without a name", `{"version": 2, "environments": [{"name": "dev"}, {}]}`,
			`the report is invalid: environments[1] has no name. Write one with "cognitokit check --format json"`},
		{"a client without a key", `{"version": 2, "environments": [{"name": "dev", "clients": [{}]}]}`,
			`the report is invalid: clients[0] of "dev" has no key. Write one with "cognitokit check --format json"`},
		{"a check without a name", `{"version": 2, "checks": [{"doc": "it holds"}]}`,
			`the report is invalid: checks[0] has no name. Write one with "cognitokit check --format json"`},
		{"a shard beyond the count", `{"version": 2, "shard": {"index": 3, "count": 2}}`,
			`the report is invalid: it is shard 3 of 2. Write one with "cognitokit check --format json"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.json))
			assert.EqualError(t, err, tt.want)
		})
	}
	t.Run("a read error", func(t *testing.T) {
		broken := errors.New("input/output error")
		_, err := Read(io.MultiReader(strings.NewReader("{"), brokenReader{broken}))
		assert.ErrorIs(t, err, broken)
	})
}

type brokenReader struct{ err error }

func (r brokenReader) Read([]byte) (int, error) { return 0, r.err }

func TestReadIgnoresAMemberOfALaterRelease(t *testing.T) {
	r, err := Read(strings.NewReader(`{"version": 2, "colour": "red", "live": true}`))
	require.NoError(t, err)
	assert.Equal(t, &Report{Version: Version, Live: true}, r)
}

// reports generates reports with arbitrary values.
func reports() *rapid.Generator[*Report] {
	return rapid.Custom(func(t *rapid.T) *Report {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "web", "<script>", "\x1b[0m", "a\nb", "|`"}))
		draw := func(label string) string { return text.Draw(t, label) }
		name := func(label string) string {
			return text.Filter(func(s string) bool { return s != "" }).Draw(t, label) // Read requires names
		}
		seconds := rapid.OneOf(rapid.Int(), rapid.IntRange(0, 100*day))
		some := func(label string) int { return rapid.IntRange(0, 3).Draw(t, label) }
		results := func() (results []Result) {
			for range some("results") {
				result := Result{Check: name("check"), Outcome: rapid.SampledFrom(outcomes).Draw(t, "outcome"), Reason: draw("reason")}
				for range some("findings") {
					f := Finding{Message: draw("message"), Fix: draw("fix")}
					if rapid.Bool().Draw(t, "accepted") {
						f.Accepted = &Acceptance{draw("reason"), draw("expires")}
					}
					result.Findings = append(result.Findings, f)
				}
				results = append(results, result)
			}
			return results
		}
		r := &Report{Version: Version, Live: rapid.Bool().Draw(t, "live")}
		for range some("checks") {
			r.Checks = append(r.Checks, Check{Name: name("name"), Doc: draw("doc")})
		}
		for range some("environments") {
			e := Environment{Name: name("name"), Region: draw("region"), UserPoolID: draw("pool"), Source: draw("source"), Results: results()}
			for range some("clients") {
				c := Client{Key: name("key"), ID: draw("id"), Results: results()}
				if rapid.Bool().Draw(t, "lifetime") {
					c.Lifetime = &Lifetime{
						AccessTokenSeconds: seconds.Draw(t, "access"), IDTokenSeconds: seconds.Draw(t, "id"), RefreshTokenSeconds: seconds.Draw(t, "refresh"),
						Rotation: rapid.Bool().Draw(t, "rotation"), RetryGracePeriodSeconds: seconds.Draw(t, "grace"),
					}
					for range some("events") {
						c.Lifetime.Observed = append(c.Lifetime.Observed, Event{rapid.Float64().Draw(t, "at"), Kind(draw("kind")), rapid.Int().Draw(t, "sign-in")})
					}
				}
				e.Clients = append(e.Clients, c)
			}
			r.Environments = append(r.Environments, e)
		}
		return r
	})
}

func TestReadReturnsWhatWriteWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reports().Draw(t, "report")
		options := WriteOptions{Colour: rapid.Bool().Draw(t, "colour"), Width: rapid.IntRange(-1, 200).Draw(t, "width")}
		for _, format := range Formats {
			var out bytes.Buffer
			require.NoError(t, Write(&out, format, r, options), format)
			if format != "json" {
				continue
			}
			read, err := Read(&out)
			require.NoError(t, err)
			require.Equal(t, r, read)
		}
	})
}
