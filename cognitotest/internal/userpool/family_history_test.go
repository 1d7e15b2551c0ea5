package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

func TestStateOfATokenFamily(t *testing.T) {
	t.Parallel()
	end := stillTime.Add(time.Hour)
	for _, tt := range []struct {
		name   string
		family TokenFamily
		now    time.Time
		want   string
	}{
		{"new", TokenFamily{ExpiresAt: end}, stillTime, "live"},
		{"before its expiry", TokenFamily{ExpiresAt: end}, end.Add(-1), "live"},
		{"at its expiry", TokenFamily{ExpiresAt: end}, end, "expired"},
		{"revoked", TokenFamily{ExpiresAt: end, Revoked: true, EndedBy: EventRevoked}, stillTime, "revoked"},
		{"revoked, after its expiry", TokenFamily{ExpiresAt: end, Revoked: true, EndedBy: EventSignedOut}, end.Add(time.Hour), "signed_out"},
		{"evicted", TokenFamily{ExpiresAt: end, Revoked: true, EndedBy: EventEvicted}, stillTime, "evicted"},
		{"revoked by an earlier version", TokenFamily{ExpiresAt: end, Revoked: true}, stillTime, "revoked"},
	} {
		assert.Equal(t, tt.want, tt.family.state(tt.now), tt.name)
	}
}

// The expiry is an event of a family that has not ended before it.
func TestLastEventsOfATokenFamily(t *testing.T) {
	t.Parallel()
	end := stillTime.Add(time.Hour)
	token := []RefreshToken{{ID: "a", Issued: stillTime}}
	issued := FamilyEvent{Event: "issued", Time: stillTime, SuccessorID: "a"}
	expired := FamilyEvent{Event: "expired", Time: end}
	for _, tt := range []struct {
		name   string
		family TokenFamily
		now    time.Time
		want   []FamilyEvent
	}{
		{"live", TokenFamily{}, end.Add(-1), []FamilyEvent{issued}},
		{"expired", TokenFamily{}, end, []FamilyEvent{issued, expired}},
		{
			"revoked before the expiry", TokenFamily{Revoked: true, Ended: end.Add(-1), EndedBy: EventRevoked}, end.Add(time.Hour),
			[]FamilyEvent{issued, {Event: "revoked", Time: end.Add(-1)}},
		},
		{
			"revoked at the expiry", TokenFamily{Revoked: true, Ended: end, EndedBy: EventSignedOut}, end.Add(time.Hour),
			[]FamilyEvent{issued, {Event: "signed_out", Time: end}},
		},
		{
			"revoked after the expiry", TokenFamily{Revoked: true, Ended: end.Add(1), EndedBy: EventSignedOut}, end.Add(time.Hour),
			[]FamilyEvent{issued, {Event: "signed_out", Time: end.Add(1)}, expired},
		},
		{"revoked by an earlier version", TokenFamily{Revoked: true}, end.Add(-1), []FamilyEvent{issued}},
	} {
		tt.family.Issued, tt.family.ExpiresAt = stillTime, end
		h := FamilyHistory{TokenFamily: tt.family, Tokens: token}
		assert.Equal(t, tt.want, h.recorded(tt.now), tt.name)
	}
	old := FamilyHistory{TokenFamily: TokenFamily{ExpiresAt: end}, Tokens: []RefreshToken{{ID: "a"}, {ID: "b", Replaces: "a", Issued: stillTime}}}
	assert.Equal(t, []FamilyEvent{{Event: "reused", Time: stillTime, TokenID: "a", SuccessorID: "b"}}, old.recorded(stillTime), "records without the time of the sign-in")
}

// The history of a family has its rotations, its other refreshes and its end, in the order of their times.
func TestHistoryOfATokenFamily(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	at := func(minutes int) time.Time { return stillTime.Add(time.Duration(minutes) * time.Minute) }
	next := func() { s.Clock.Advance(time.Minute) }
	rotate := func(id string) string {
		token, err := s.RotateRefreshToken(id, "web", 5*time.Minute)
		require.NoError(t, err)
		return token.ID
	}
	family, first := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", ExpiresAt: at(60)})
	next()
	s.LogRefresh(Refresh{Family: family, Token: first})
	next()
	second := rotate(first.ID)
	next()
	third := rotate(first.ID)
	next()
	s.LogRefresh(Refresh{Family: family, Token: first, Err: apierror.RefreshTokenReuse()})
	next()
	s.LogRefresh(Refresh{Family: family, Token: RefreshToken{ID: second}, Err: apierror.NotAuthorized("User is disabled.")})
	other, _ := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", ExpiresAt: at(65)})
	next()
	require.True(t, s.RevokeFamily(family.OriginJTI))

	histories := s.FamilyHistories()
	require.Len(t, histories, 2)
	h := histories[0]
	assert.Equal(t, family.OriginJTI, h.OriginJTI, "the families are in the order of their sign-ins")
	assert.Equal(t, other.OriginJTI, histories[1].OriginJTI)
	assert.Equal(t, "revoked", h.State)
	assert.Equal(t, "live", histories[1].State)
	assert.Equal(t, []FamilyEvent{
		{Event: "issued", Time: at(0), SuccessorID: first.ID},
		{Event: "refreshed", Time: at(1), TokenID: first.ID},
		{Event: "rotated", Time: at(2), TokenID: first.ID, SuccessorID: second},
		{Event: "reused", Time: at(3), TokenID: first.ID, SuccessorID: third},
		{Event: "reused", Time: at(4), TokenID: first.ID, Rejected: "Refresh token has been reused"},
		{Event: "rejected", Time: at(5), TokenID: second, Rejected: "User is disabled."},
		{Event: "revoked", Time: at(6)},
	}, h.Events)
	var tokens []string
	for _, token := range h.Tokens {
		tokens = append(tokens, token.ID)
	}
	assert.Equal(t, []string{first.ID, second, third}, tokens)
	assert.False(t, s.RevokeFamily("unknown"))
}

func TestTokenFamiliesAreInTheOrderOfTheirSignIns(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	var want []string
	for range 10 {
		f, _ := startFamily(s, TokenFamily{PoolID: pool.ID, ExpiresAt: stillTime.Add(time.Hour)})
		want = append(want, f.OriginJTI)
		s.Clock.Advance(time.Second)
	}
	var got []string
	for _, h := range s.FamilyHistories() {
		got = append(got, h.OriginJTI)
	}
	assert.Equal(t, want, got)
}

// A replaced token ends with its grace period, and every token ends with its family.
func TestEndOfARefreshToken(t *testing.T) {
	t.Parallel()
	end := stillTime.Add(time.Hour)
	h := FamilyHistory{TokenFamily: TokenFamily{ExpiresAt: end}}
	for _, tt := range []struct {
		name  string
		token RefreshToken
		want  time.Time
	}{
		{"not replaced", RefreshToken{}, end},
		{"replaced without a grace period", RefreshToken{ReplacedAt: stillTime}, stillTime},
		{"replaced", RefreshToken{ReplacedAt: stillTime, Grace: time.Minute}, stillTime.Add(time.Minute)},
		{"grace period beyond the end of the family", RefreshToken{ReplacedAt: end.Add(-time.Second), Grace: time.Minute}, end},
	} {
		assert.Equal(t, tt.want, h.UsableUntil(tt.token), tt.name)
	}
}
