package cognitotest_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// A SAML user runs the triggers of federated users (developer guide, "Lambda triggers for federated users"),
// and a trigger can reject the user.
func TestTriggersOfASAMLUser(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:watch"
	var sources, emails []string
	reject := true
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		arn: func(_ context.Context, event []byte) ([]byte, error) {
			var e struct {
				TriggerSource string
				Request       struct{ UserAttributes map[string]string }
			}
			if err := json.Unmarshal(event, &e); err != nil {
				return nil, err
			}
			sources, emails = append(sources, e.TriggerSource), append(emails, e.Request.UserAttributes["email"])
			if reject {
				return nil, errors.New("No entry")
			}
			return event, nil
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := newSAMLPool(t, s, samlSettings{pool: func(in *cognitoidentityprovider.CreateUserPoolInput) {
		in.LambdaConfig = &types.LambdaConfigType{PreSignUp: aws.String(arn), PostConfirmation: aws.String(arn), PreAuthentication: aws.String(arn)}
	}})
	sign := func() url.Values {
		visit := f.visit(t)
		return mustParse(t, visit.post(t, f.idp.Signed(f.response(visit.requestID)), visit.relayState)).Query()
	}
	back := sign()
	assert.Equal(t, "PreSignUp failed with error No entry.", back.Get("error_description"))
	assert.Equal(t, "invalid_request", back.Get("error"))
	assert.Empty(t, f.usernames(t))

	reject, sources, emails = false, nil, nil
	for range 2 {
		require.NotEmpty(t, sign().Get("code"))
	}
	assert.Equal(t, []string{"PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp", "PreAuthentication_Authentication"}, sources)
	assert.Equal(t, "jo@example.com", emails[0])
}

// A link makes a SAML user a user of the pool, by NameID or by a mapped attribute.
func TestLinkedSAMLUser(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"Cognito_Subject", "email"} {
		t.Run(source, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			f := newSAMLPool(t, s, samlSettings{})
			aim := api(s, "us-east-1")
			_, err := aim.AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &f.poolID, Username: aws.String("local")})
			require.NoError(t, err)
			_, err = aim.AdminLinkProviderForUser(t.Context(), &cognitoidentityprovider.AdminLinkProviderForUserInput{
				UserPoolId:      &f.poolID,
				DestinationUser: &types.ProviderUserIdentifierType{ProviderName: aws.String("Cognito"), ProviderAttributeValue: aws.String("local")},
				SourceUser: &types.ProviderUserIdentifierType{
					ProviderName: aws.String("Corp"), ProviderAttributeName: aws.String(source), ProviderAttributeValue: aws.String("jo@example.com"),
				},
			})
			require.NoError(t, err)
			visit := f.visit(t)
			id := f.exchangeCode(t, visit.browser, visit.post(t, f.idp.Signed(f.response(visit.requestID)), visit.relayState))
			assert.Equal(t, "local", id["cognito:username"])
			assert.Equal(t, []string{"local"}, f.usernames(t))
		})
	}
}

// On the plain endpoint, the address of the pool is the .localhost name that the browser uses.
func TestSAMLOnThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := start(t)
	f := newSAMLPool(t, s, samlSettings{})
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	base := "http://stock.auth.us-east-1.localhost" + port
	b := browser(t, &http.Client{Transport: toLoopback(strings.TrimPrefix(s.URL, "http://"))})
	response, _ := fetch(t, b, http.MethodGet, strings.Replace(f.authorizeURL("&identity_provider=Corp"), stock, base, 1), nil)
	message, q := readMessage(t, response.Header.Get("Location"))
	assert.Equal(t, base+"/saml2/idpresponse", message.Address)
	for _, cookie := range response.Cookies() {
		assert.False(t, cookie.Secure, cookie.Name)
		assert.NotEqual(t, http.SameSiteNoneMode, cookie.SameSite, "browsers reject None without Secure")
	}
	answer := f.response(message.ID)
	answer.Destination, answer.Recipient = message.Address, message.Address
	response, _ = fetch(t, b, http.MethodPost, message.Address, url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte(f.idp.Signed(answer)))}, "RelayState": {q.Get("RelayState")}})
	assert.Contains(t, response.Header.Get("Location"), callback+"?code=")
}
