package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIssuersOfAPool(t *testing.T) {
	t.Parallel()
	const original, updated = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI", "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
	for kind, want := range map[string]string{"": original, "ORIGINAL": original, "UPDATED": updated} {
		pool := Pool{ID: "eu-west-1_AbCdEfGhI", PoolSettings: PoolSettings{IssuerType: kind}}
		assert.Equal(t, want, pool.Issuer(), "%q", kind)
		assert.True(t, pool.Issued(original), "%q", kind)
		assert.True(t, pool.Issued(updated), "%q", kind)
		for _, other := range []string{"", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other", "https://cognito-idp.eu-west-2.amazonaws.com/eu-west-1_AbCdEfGhI"} {
			assert.False(t, pool.Issued(other), "%q, %s", kind, other)
		}
	}
}
