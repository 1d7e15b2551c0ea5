package cognitoidp_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func passkeyScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	must(s.UpdateUserPool(c, &idp.UpdateUserPoolInput{UserPoolId: &s.pool, Policies: &types.UserPoolPolicyType{
		SignInPolicy: &types.SignInPolicyType{AllowedFirstAuthFactors: []types.AuthFactorType{"PASSWORD", "WEB_AUTHN"}},
	}}))(t)
	must(s.SetUserPoolMfaConfig(c, &idp.SetUserPoolMfaConfigInput{UserPoolId: &s.pool, WebAuthnConfiguration: &types.WebAuthnConfigurationType{RelyingPartyId: aws.String("shop.example")}}))(t)
	s.user(t, *ada, true)
	token := s.signIn(t, *ada).AccessToken
	started := must(s.StartWebAuthnRegistration(c, &idp.StartWebAuthnRegistrationInput{AccessToken: token}))(t)
	var options map[string]any
	require.NoError(t, started.CredentialCreationOptions.UnmarshalSmithyDocument(&options))
	key := newSecurityKey(t)
	var credential map[string]any
	require.NoError(t, json.Unmarshal([]byte(register(t, key, options)), &credential))
	must(s.CompleteWebAuthnRegistration(c, &idp.CompleteWebAuthnRegistrationInput{AccessToken: token, Credential: document.NewLazyDocument(credential)}))(t)
	listed := must(s.ListWebAuthnCredentials(c, &idp.ListWebAuthnCredentialsInput{AccessToken: token}))(t)
	assert.Equal(t, key.ID(), *listed.Credentials[0].CredentialId)
	assert.WithinDuration(t, s.Now(), *listed.Credentials[0].CreatedAt, time.Minute)
	must(s.DeleteWebAuthnCredential(c, &idp.DeleteWebAuthnCredentialInput{AccessToken: token, CredentialId: aws.String(key.ID())}))(t)
}
