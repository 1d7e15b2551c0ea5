package login

import "testing"

func TestChallengeS256(t *testing.T) {
	// The example of RFC 7636 appendix B.
	const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	if got, want := challengeS256(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; got != want {
		t.Errorf("challenge %q, want %q", got, want)
	}
}

func TestRandomTextFitsAVerifierAndDiffers(t *testing.T) {
	first, second := randomText(), randomText()
	if len(first) < 43 || len(first) > 128 { // RFC 7636 section 4.1
		t.Errorf("%d characters", len(first))
	}
	if first == second {
		t.Error("the same text twice")
	}
}
