package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestParseFault(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]cognitotest.Fault{
		"action=GetTokensFromRefreshToken,kind=cut-after,count=1": {Action: "GetTokensFromRefreshToken", Kind: cognitotest.FaultCutAfter, Count: 1},
		"count=all,kind=throttle,endpoint=/oauth2/token":          {Endpoint: "/oauth2/token", Kind: cognitotest.FaultThrottle, All: true},
		"endpoint=/login,kind=delay,delay=1.5s,count=3":           {Endpoint: "/login", Kind: cognitotest.FaultDelay, Delay: 1500 * time.Millisecond, Count: 3},
	} {
		got, err := parseFault(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got)
	}
	for text, want := range map[string]string{
		"":                             `"" is not KEY=VALUE. Write for example action=GetTokensFromRefreshToken,kind=cut-after,count=1`,
		"GetUser":                      `"GetUser" is not KEY=VALUE. Write for example action=GetTokensFromRefreshToken,kind=cut-after,count=1`,
		"action=GetUser,":              `"" is not KEY=VALUE. Write for example action=GetTokensFromRefreshToken,kind=cut-after,count=1`,
		"action=,kind=throttle":        "action has no value. Write for example action=GetTokensFromRefreshToken,kind=cut-after,count=1",
		"action=A,action=B":            "action is in the fault twice. Write one of them",
		"action=GetUser, kind=delay":   `" kind" is not a key of a fault. Write action, endpoint, kind, delay or count`,
		"Action=GetUser":               `"Action" is not a key of a fault. Write action, endpoint, kind, delay or count`,
		"kind=delay,delay=2":           "delay=2 is not a duration. Write for example delay=2s",
		"count=some":                   "count=some is not a number. Write how many requests fail, or count=all",
		"count=1.5":                    "count=1.5 is not a number. Write how many requests fail, or count=all",
		"action=GetUser,kind=throttle": "the fault has no count. Add count=1 for the next request, or count=all",
	} {
		_, err := parseFault(text)
		assert.EqualError(t, err, want, text)
	}
}
