package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
)

func softwareTokenScenario(t *testing.T, l *login) {
	c := t.Context()
	l.user(t, *ada, true)
	l.requireMFA(t, "ON")
	out := must(l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password))(t)
	secret := must(l.AssociateSoftwareToken(c, &idp.AssociateSoftwareTokenInput{Session: out.Session}))(t)
	verified := must(l.VerifySoftwareToken(c, &idp.VerifySoftwareTokenInput{Session: secret.Session, UserCode: aws.String(l.code(t, secret.SecretCode, 0))}))(t)
	tokens := must(l.respond(t, mfaSetup, verified.Session, "USERNAME", "ada"))(t).AuthenticationResult
	preference := &types.SoftwareTokenMfaSettingsType{Enabled: true, PreferredMfa: true}
	must(l.SetUserMFAPreference(c, &idp.SetUserMFAPreferenceInput{AccessToken: tokens.AccessToken, SoftwareTokenMfaSettings: preference}))(t)
	must(l.AdminSetUserMFAPreference(c, &idp.AdminSetUserMFAPreferenceInput{UserPoolId: &l.pool, Username: ada, SoftwareTokenMfaSettings: preference}))(t)
	factors := must(l.GetUserAuthFactors(c, &idp.GetUserAuthFactorsInput{AccessToken: tokens.AccessToken}))(t)
	assert.Equal(t, []types.AuthFactorType{types.AuthFactorTypePassword, "SOFTWARE_TOKEN"}, factors.ConfiguredUserAuthFactors)
	must(l.SetUserSettings(c, &idp.SetUserSettingsInput{AccessToken: tokens.AccessToken, MFAOptions: []types.MFAOptionType{}}))(t)
	must(l.AdminSetUserSettings(c, &idp.AdminSetUserSettingsInput{UserPoolId: &l.pool, Username: ada, MFAOptions: []types.MFAOptionType{}}))(t)
}
