package console

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// history is a family of ten hours: T1 is replaced after 4 h by T2, in whose place the client receives T3
// after 5 h, within the grace period.
func history() userpool.FamilyHistory {
	begin := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	at := begin.Add
	return userpool.FamilyHistory{
		TokenFamily: userpool.TokenFamily{OriginJTI: "f", AuthTime: begin, Issued: begin, ExpiresAt: at(10 * time.Hour)},
		State:       userpool.FamilyLive,
		Tokens: []userpool.RefreshToken{
			{ID: "a", Issued: begin, ReplacedAt: at(4 * time.Hour), Grace: 2 * time.Hour},
			{ID: "b", Issued: at(4 * time.Hour), Replaces: "a"},
			{ID: "c", Issued: at(5 * time.Hour), Replaces: "a"},
		},
		Events: []userpool.FamilyEvent{
			{Event: userpool.EventIssued, Time: begin, SuccessorID: "a"},
			{Event: userpool.EventRotated, Time: at(4 * time.Hour), TokenID: "a", SuccessorID: "b"},
			{Event: userpool.EventReused, Time: at(5 * time.Hour), TokenID: "a", SuccessorID: "c"},
		},
	}
}

func TestFamilyIsDrawnToScale(t *testing.T) {
	t.Parallel()
	h := history()
	d := familyDrawingOf(h, h.Issued.Add(5*time.Hour))
	assert.Equal(t, "The whole lifetime: 10 h", d.Scale)
	assert.Equal(t, []tokenRow{
		{"T3", "valid for 5 h", 12, []bar{{"ahead", "50.000%", "50.000%", 17}}},
		{"T2", "valid for 5 h", 42, []bar{{"token", "40.000%", "10.000%", 47}, {"ahead", "50.000%", "50.000%", 47}}},
		{"T1", "in its grace period for 1 h", 72, []bar{{"token", "0.000%", "40.000%", 77}, {"grace", "40.000%", "20.000%", 77}}},
	}, d.Rows)
	assert.Equal(t, []successor{{"40.000%", 85, 47}, {"50.000%", 85, 17}}, d.Links)
	assert.Equal(t, []mark{{"reused", "50.000%", 81, "Replaced token used again after 5 h"}}, d.Marks)
	assert.Equal(t, []any{"50.000%", "", ""}, []any{d.NowX, d.EndX, d.End})

	h.Revoked, h.Ended, h.EndedBy, h.State = true, h.Issued.Add(5*time.Hour), userpool.EventRevoked, userpool.EventRevoked
	d = familyDrawingOf(h, h.Issued.Add(8*time.Hour))
	assert.Equal(t, []any{"", "50.000%", "Revoked"}, []any{d.NowX, d.EndX, d.End})
	assert.Equal(t, []bar{{"token", "0.000%", "40.000%", 77}, {"grace", "40.000%", "10.000%", 77}}, d.Rows[2].Bars, "the end ends the grace period")
	assert.Equal(t, tokenRow{"T2", "ended with the sign-in", 42, []bar{{"token", "40.000%", "10.000%", 47}}}, d.Rows[1])
}

// What happened in the first tenth of a lifetime would be too small, so its begin is drawn.
func TestBeginOfALongLifetimeIsDrawn(t *testing.T) {
	t.Parallel()
	h := history()
	h.ExpiresAt = h.Issued.Add(30 * 24 * time.Hour)
	d := familyDrawingOf(h, h.Issued.Add(8*time.Hour))
	assert.Equal(t, "The first 10 h of 30 d", d.Scale)
	assert.Equal(t, "80.000%", d.NowX)
	assert.Equal(t, "replaced, grace period ended", d.Rows[2].Label)
	assert.Equal(t, []bar{{"token", "0.000%", "40.000%", 77}, {"grace", "40.000%", "20.000%", 77}}, d.Rows[2].Bars)
	assert.Equal(t, "The whole lifetime: 30 d", familyDrawingOf(h, h.Issued.Add(10*24*time.Hour)).Scale)
}

func TestOnlyTheLatestTokensAreDrawn(t *testing.T) {
	t.Parallel()
	h := history()
	h.Tokens = nil
	for i := range maxRows + 3 {
		h.Tokens = append(h.Tokens, userpool.RefreshToken{ID: string(rune('a' + i)), Issued: h.Issued.Add(time.Duration(i) * time.Minute)})
	}
	d := familyDrawingOf(h, h.Issued.Add(5*time.Hour))
	assert.Equal(t, 3, d.Hidden)
	assert.Len(t, d.Rows, maxRows)
	assert.Equal(t, []string{"T15", "T4"}, []string{d.Rows[0].Name, d.Rows[maxRows-1].Name})
}
