package federation_test

import (
	"fmt"
	"maps"
	"net/http"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// acr and amr are claims of the ID token, also in the form that OpenID Connect does not have (developer guide, "Step-up
// authentication for federated users"; values of another type and of userInfo: unspecified).
func TestIdentifyReturnsTheLevel(t *testing.T) {
	t.Parallel()
	store, provider := userpool.NewStore("123456789012"), newIDP(t)
	provider.responses["GET https://idp.example/u"] = `{"sub":"s-1","acr":"high","amr":["hwk"]}`
	i := corp(nil)
	i.ACRMapping = userpool.ACRNames{"Level3": "high"}
	client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
	for _, tt := range []struct {
		name  string
		token map[string]any
		want  string
	}{
		{"both", map[string]any{"acr": "high", "amr": []string{"pwd", "face"}}, "{3 [pwd]}"},
		{"neither", nil, "{1 [fed]}"},
		{"acr of another case", map[string]any{"acr": "HIGH"}, "{1 [fed]}"},
		{"acr is a number", map[string]any{"acr": 3, "amr": []string{"pwd"}}, "{1 [pwd]}"},
		{"acr is a list", map[string]any{"acr": []string{"high"}}, "{1 [fed]}"},
		{"amr is a string", map[string]any{"acr": "high", "amr": "pwd"}, "{3 [fed]}"},
		{"amr has numbers", map[string]any{"acr": "high", "amr": []any{1, "otp", nil}}, "{3 [otp]}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token := claims(store)
			maps.Copy(token, tt.token)
			provider.issue(token, jose.SigningKey{Algorithm: jose.RS256, Key: provider.key}, "k1")
			got, err := client.Identify(t.Context(), signIn, i, "c")
			require.NoError(t, err)
			assert.Equal(t, tt.want, fmt.Sprint(got.Authentication))
		})
	}
}
