package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func softwareTokenScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	s.user(t, *ada, true)
	s.requireMFA(t, "ON")
	out := must(s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password))(t)
	secret := must(s.AssociateSoftwareToken(c, &idp.AssociateSoftwareTokenInput{Session: out.Session}))(t)
	verified := must(s.VerifySoftwareToken(c, &idp.VerifySoftwareTokenInput{Session: secret.Session, UserCode: aws.String(s.code(t, secret.SecretCode, 0))}))(t)
	tokens := must(s.respond(t, mfaSetup, verified.Session, "USERNAME", "ada"))(t).AuthenticationResult
	preference := &types.SoftwareTokenMfaSettingsType{Enabled: true, PreferredMfa: true}
	must(s.SetUserMFAPreference(c, &idp.SetUserMFAPreferenceInput{AccessToken: tokens.AccessToken, SoftwareTokenMfaSettings: preference}))(t)
	must(s.AdminSetUserMFAPreference(c, &idp.AdminSetUserMFAPreferenceInput{UserPoolId: &s.pool, Username: ada, SoftwareTokenMfaSettings: preference}))(t)
	factors := must(s.GetUserAuthFactors(c, &idp.GetUserAuthFactorsInput{AccessToken: tokens.AccessToken}))(t)
	assert.Equal(t, []types.AuthFactorType{types.AuthFactorTypePassword, "SOFTWARE_TOKEN"}, factors.ConfiguredUserAuthFactors)
	assert.Equal(t, factors.ConfiguredUserAuthFactors, must(s.AdminGetUserAuthFactors(c, &idp.AdminGetUserAuthFactorsInput{UserPoolId: &s.pool, Username: ada}))(t).ConfiguredUserAuthFactors)
	must(s.SetUserSettings(c, &idp.SetUserSettingsInput{AccessToken: tokens.AccessToken, MFAOptions: []types.MFAOptionType{}}))(t)
	must(s.AdminSetUserSettings(c, &idp.AdminSetUserSettingsInput{UserPoolId: &s.pool, Username: ada, MFAOptions: []types.MFAOptionType{}}))(t)
	must(s.AdminDeleteSoftwareToken(c, &idp.AdminDeleteSoftwareTokenInput{UserPoolId: &s.pool, Username: ada}))(t)
	assert.Empty(t, must(s.AdminGetUser(c, &idp.AdminGetUserInput{UserPoolId: &s.pool, Username: ada}))(t).UserMFASettingList)
}
