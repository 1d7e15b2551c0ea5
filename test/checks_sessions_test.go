package test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	declarations "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// TestChecksOfSessions sets the sessions of a pool and of a client to other values than declared, and then as the
// pages of the checks do. The SDK does not have these actions.
func TestChecksOfSessions(t *testing.T) {
	t.Parallel()
	d := deploy.Environment(t, object{"web": deploy.Client(nil), "other": deploy.Client(nil)}, object{})
	set := func(action, body string) {
		t.Helper()
		request, err := d.Target.RawRequest(t.Context(), action, body)
		require.NoError(t, err)
		response, err := d.Target.HTTP.Do(request)
		require.NoError(t, err)
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, response.StatusCode, "%s: %s", action, text)
	}
	tracking := func(sessions int) {
		t.Helper()
		set("SetUserPoolSessionConfiguration", fmt.Sprintf(`{"UserPoolId":%q,"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":%d}}`, d.Outputs.UserPoolID, sessions))
	}
	reuse := func(minutes int) {
		t.Helper()
		set("SetUserPoolClientSessionConfiguration", fmt.Sprintf(`{"UserPoolId":%q,"ClientId":%q,"SSOSession":{"MaxValidityMinutes":%d}}`, d.Outputs.UserPoolID, d.Outputs.ClientIDs["web"], minutes))
	}
	failing := func() []string {
		e := declared(t, d)
		e.Declared.UserSessionTracking, e.Declared.MaxSessionsPerUser = aws.String("ENABLED"), aws.Int(20)
		for i := range e.Clients {
			if e.Clients[i].Key == "web" {
				e.Clients[i].Declared.SSOSessionMinutes = aws.Int(60)
			}
		}
		return failuresOfAll(t, checkWith(t, d, e, settingsChecks()))
	}
	assert.Equal(t, []string{"session-tracking"}, failing(), "tracking is off")

	tracking(1)
	reuse(30)
	assert.Equal(t, []string{"session-tracking", "web: sso-session"}, failing())

	tracking(20)
	reuse(60)
	assert.Empty(t, failing(), "with the commands of the pages")
}

// TestCheckOfIssuerType changes the issuer of a pool.
func TestCheckOfIssuerType(t *testing.T) {
	t.Parallel()
	d := deploy.Environment(t, nil, object{})
	e := declared(t, d)
	e.Declared.IssuerType = aws.String("ORIGINAL")
	e.Endpoints = declarations.Endpoints{} // the check issuer compares these
	failing := func() []string { return failuresOfAll(t, checkWith(t, d, e, settingsChecks())) }
	assert.Empty(t, failing(), "before the change")

	_, err := d.API().UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID), IssuerConfiguration: &types.IssuerConfigurationType{Type: types.IssuerTypeUpdated},
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true}, AutoVerifiedAttributes: []types.VerifiedAttributeType{"email"},
		Policies: &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{
			MinimumLength: aws.Int32(12), RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true, TemporaryPasswordValidityDays: 7,
		}},
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: types.RecoveryOptionNameTypeVerifiedEmail, Priority: aws.Int32(1)},
		}},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"issuer-type"}, failing())

	e.Declared.IssuerType = aws.String("UPDATED")
	assert.Empty(t, failing(), "after the declaration is corrected")
}

// failuresOfAll returns the failed checks of a pool and of its clients.
func failuresOfAll(t *testing.T, r report.Environment) []string {
	t.Helper()
	found := failures(t, r.Results)
	for _, c := range r.Clients {
		for _, name := range failures(t, c.Results) {
			found = append(found, c.Key+": "+name)
		}
	}
	return found
}
