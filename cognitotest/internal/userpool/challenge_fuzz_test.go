package userpool_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// FuzzSession takes the challenge of any Session text. Only the text that the server returned is accepted, by its
// client and for its challenge, and only once.
func FuzzSession(f *testing.F) {
	for _, seed := range []struct{ session, client, name string }{
		{"{session}", "web", "SMS_MFA"},
		{"{session}", "other", "SMS_MFA"},
		{"{session}", "web", "PASSWORD_VERIFIER"},
		{"{session} ", "web", "SMS_MFA"},
		{"{page}", "web", "SMS_MFA"},
		{"", "", ""},
		{strings.Repeat("A", 128), "web", "SMS_MFA"},
		{"\x00/", "web", "SMS_MFA"},
	} {
		f.Add(seed.session, seed.client, seed.name)
	}
	f.Fuzz(func(t *testing.T, session, client, name string) {
		store := userpool.NewStore("123456789012")
		challenge := userpool.Challenge{Name: "SMS_MFA", ClientID: "web", PoolID: "us-east-1_a", Username: "jo"}
		issued := store.StartChallenge(challenge, time.Minute)
		challenge.OnPage = true
		page := store.StartChallenge(challenge, time.Minute)
		session = strings.NewReplacer("{session}", issued, "{page}", page).Replace(session)

		require.Equal(t, session == issued, store.SessionPool(session) != "")
		taken, err := store.TakeChallenge(session, client, name)
		if session != issued || client != "web" || name != "SMS_MFA" {
			require.ErrorIs(t, err, apierror.NotAuthorized("Invalid session for the user."))
			return
		}
		require.NoError(t, err)
		require.Equal(t, "jo", taken.Username)
		_, err = store.TakeChallenge(session, client, name)
		require.ErrorIs(t, err, apierror.NotAuthorized("Invalid session for the user, session can only be used once."))
	})
}
