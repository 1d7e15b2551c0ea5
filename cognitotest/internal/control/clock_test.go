package control_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// clock is the response about the clock.
type clock struct {
	Now          time.Time `json:"now"`
	AheadSeconds float64   `json:"ahead_seconds"`
}

func (e emulator) clock(t *testing.T) (c clock) {
	t.Helper()
	e.call(t, http.MethodGet, "/clock", "").into(t, &c)
	return c
}

func TestClockAdvances(t *testing.T) {
	t.Parallel()
	for by, want := range map[string]time.Duration{
		"30d": 30 * 24 * time.Hour, "90m": 90 * time.Minute, "36h": 36 * time.Hour, "45s": 45 * time.Second,
		"1d12h30m5s": 36*time.Hour + 30*time.Minute + 5*time.Second, "0s": 0, "99y": 0,
	} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			e := start(t, cognitotest.Config{})
			got := e.call(t, http.MethodPost, "/clock/advance", `{"by":"`+by+`"}`)
			if by == "99y" {
				assert.Equal(t, `"99y" is not a duration. Write days, hours, minutes or seconds, such as "30d", "90m" or "1d12h".`, got.detail(t, http.StatusBadRequest))
			} else {
				var c clock
				got.into(t, &c)
				assert.Equal(t, want.Seconds(), c.AheadSeconds)
			}
			assert.Equal(t, want.Seconds(), e.clock(t).AheadSeconds)
			assert.WithinDuration(t, time.Now().Add(want), e.Now(), time.Minute)
			assert.WithinDuration(t, e.Now(), e.clock(t).Now, time.Minute)
		})
	}
}

func TestClockIsSet(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	at := time.Now().Add(400 * 24 * time.Hour).UTC().Truncate(time.Second)
	var c clock
	e.call(t, http.MethodPut, "/clock", `{"now":"`+at.In(time.FixedZone("", 7200)).Format(time.RFC3339)+`"}`).into(t, &c)
	assert.WithinDuration(t, at, c.Now, 30*time.Second)
	assert.False(t, c.Now.Before(at))

	detail := e.call(t, http.MethodPut, "/clock", `{"now":"`+at.Add(-time.Hour).Format(time.RFC3339)+`"}`).detail(t, http.StatusConflict)
	assert.Regexp(t, `^The clock is at 20\d\d-.*Z and only moves forward, because an expired token must not become valid again\. Restore a snapshot, or reset the emulator\.$`, detail)
	assert.False(t, e.Now().Before(at))
}

func TestClockRejectsInvalidRequests(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	const (
		duration = `"X" is not a duration. Write days, hours, minutes or seconds, such as "30d", "90m" or "1d12h".`
		tooFar   = "The clock would be more than 100 years ahead of the clock of the machine. Advance it less."
	)
	for _, tt := range []struct {
		method, path, body string
		want               string
	}{
		{"POST", "/clock/advance", `{"by":"-30d"}`, strings.ReplaceAll(duration, "X", "-30d")},
		{"POST", "/clock/advance", `{"by":""}`, strings.ReplaceAll(duration, "X", "")},
		{"POST", "/clock/advance", `{"by":"30"}`, strings.ReplaceAll(duration, "X", "30")},
		{"POST", "/clock/advance", `{"by":"30D"}`, strings.ReplaceAll(duration, "X", "30D")},
		{"POST", "/clock/advance", `{"by":"1h1d"}`, strings.ReplaceAll(duration, "X", "1h1d")},
		{"POST", "/clock/advance", `{"by":"1.5h"}`, strings.ReplaceAll(duration, "X", "1.5h")},
		{"POST", "/clock/advance", `{"by":"30d "}`, strings.ReplaceAll(duration, "X", "30d ")},
		{"POST", "/clock/advance", `{"by":"36501d"}`, tooFar},
		{"POST", "/clock/advance", `{"by":"99999d9999999h999999999m9999999999s"}`, tooFar},
		{"POST", "/clock/advance", `{"by":30}`, `The member "by" is a JSON number, and its type is string.`},
		{"POST", "/clock/advance", `{}`, `The member "by" is missing. Write a duration, such as "30d" or "90m".`},
		{"POST", "/clock/advance", `{"by":null}`, `The member "by" is missing. Write a duration, such as "30d" or "90m".`},
		{"POST", "/clock/advance", `{"by":"1d","until":"x"}`, `"until" is not a member of the body of this request.`},
		{"POST", "/clock/advance", `["1d"]`, `The body is a JSON array. Send an object.`},
		{"POST", "/clock/advance", `{"by":"1d"} {}`, `The body has more than one JSON object. Send one.`},
		{"POST", "/clock/advance", `{"by":"1d"`, `The body is not JSON: unexpected EOF.`},
		{"POST", "/clock/advance", `by=1d`, `The body is not JSON: invalid character 'b' looking for beginning of value.`},
		{"PUT", "/clock", `{"now":"tomorrow"}`, `"tomorrow" is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`},
		{"PUT", "/clock", `{"now":"2100-01-01"}`, `"2100-01-01" is not a time. Write it as in RFC 3339, such as "2027-01-31T00:00:00Z".`},
		{"PUT", "/clock", `{"now":"9999-12-31T23:59:59Z"}`, tooFar},
		{"PUT", "/clock", `{}`, `The member "now" is missing. Write the time, such as "2027-01-31T00:00:00Z".`},
	} {
		assert.Equal(t, tt.want, e.call(t, tt.method, tt.path, tt.body).detail(t, http.StatusBadRequest), tt.body)
	}
	header := http.Header{"X-Cognitotest": {"1"}}
	const mediaType = "The body is a JSON object. Send it with Content-Type: application/json."
	for _, contentType := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset", "multipart/form-data; boundary=x"} {
		header.Del("Content-Type")
		if contentType != "" {
			header.Set("Content-Type", contentType)
		}
		assert.Equal(t, mediaType, e.send(t, http.MethodPost, "/clock/advance", `{"by":"1d"}`, header).detail(t, http.StatusUnsupportedMediaType), contentType)
	}
	assert.Equal(t, "The body is empty. Send a JSON object.", e.send(t, http.MethodPost, "/clock/advance", "", http.Header{"X-Cognitotest": {"1"}, "Content-Type": {"application/json"}}).detail(t, http.StatusBadRequest))
	large := e.call(t, http.MethodPost, "/clock/advance", `{"by":"`+strings.Repeat("1", 1<<16)+`d"}`)
	assert.Equal(t, "The request body is larger than 65536 bytes.", large.detail(t, http.StatusRequestEntityTooLarge))
	assert.Zero(t, e.clock(t).AheadSeconds, "no rejected request moves the clock")
}
