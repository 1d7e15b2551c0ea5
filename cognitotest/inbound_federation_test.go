package cognitotest_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// inboundEvent is an inbound federation event, as a function in Go reads it.
type inboundEvent struct {
	TriggerSource string
	UserPoolID    string `json:"userPoolId"`
	UserName      string
	CallerContext struct {
		ClientID string `json:"clientId"`
	}
	Request struct {
		ProviderName, ProviderType string
		Attributes                 map[string]map[string]string
	}
}

// federateInbound creates the pools of federate, with an inbound federation function. The function returns the claims that
// respond returns.
func federateInbound(t *testing.T, respond func(*cognitotest.Server, inboundEvent) (map[string]string, error)) (*cognitotest.Server, federated) {
	t.Helper()
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:inbound"
	var s *cognitotest.Server
	s, err := cognitotest.Start(cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{
		arn: func(_ context.Context, in []byte) ([]byte, error) {
			var event inboundEvent
			var whole map[string]any
			if err := errors.Join(json.Unmarshal(in, &event), json.Unmarshal(in, &whole)); err != nil {
				return nil, err
			}
			claims, err := respond(s, event)
			whole["response"] = map[string]any{"userAttributesToMap": claims}
			out, _ := json.Marshal(whole)
			return out, err
		},
	}})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	f := federate(t, s, func(in *cognitoidentityprovider.CreateUserPoolInput) {
		in.LambdaConfig = &types.LambdaConfigType{InboundFederation: &types.InboundFederationLambdaType{LambdaArn: aws.String(arn), LambdaVersion: "V1_0"}}
	})
	return s, f
}

// idToken signs in as jo at the provider, in a new browser, and returns the claims of the ID token.
func (f federated) idToken(t *testing.T, s *cognitotest.Server) map[string]any {
	t.Helper()
	b := browser(t, s.Client())
	back, _ := follow(t, b, f.authorizeURL(stock, "&identity_provider=Corp"))
	require.NotEmpty(t, back.Get("code"), back)
	tokens := f.exchange(t, b, stock, url.Values{"grant_type": {"authorization_code"}, "code": {back.Get("code")}, "redirect_uri": {callback}})
	return payload(t, tokens["id_token"])
}

func TestInboundFederationChangesTheProfile(t *testing.T) {
	t.Parallel()
	var events []inboundEvent
	responses := []func(idToken map[string]string) map[string]string{
		func(map[string]string) map[string]string { return map[string]string{} },
		func(idToken map[string]string) map[string]string {
			return map[string]string{"sub": idToken["sub"], "email": "jo@corp.example", "email_verified": "false"}
		},
	}
	s, f := federateInbound(t, func(_ *cognitotest.Server, event inboundEvent) (map[string]string, error) {
		respond := responses[len(events)]
		events = append(events, event)
		return respond(event.Request.Attributes["idToken"]), nil
	})
	pool, err := api(s, "us-east-1").DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &f.stockID})
	require.NoError(t, err)
	assert.Equal(t, types.InboundFederationLambdaVersionTypeV10, pool.UserPool.LambdaConfig.InboundFederation.LambdaVersion)

	unchanged := f.idToken(t, s)
	assert.Equal(t, "jo@example.com", unchanged["email"])
	assert.Equal(t, true, unchanged["email_verified"])
	changed := f.idToken(t, s)
	assert.Equal(t, unchanged["sub"], changed["sub"], "the same user")
	assert.Equal(t, "jo@corp.example", changed["email"])
	assert.Equal(t, false, changed["email_verified"])

	require.Len(t, events, 2)
	event := events[0]
	assert.Equal(t, "InboundFederation_ExternalProvider", event.TriggerSource)
	assert.Equal(t, []string{f.stockID, f.stockClient, "Corp", "OIDC"}, []string{event.UserPoolID, event.CallerContext.ClientID, event.Request.ProviderName, event.Request.ProviderType})
	parts := event.Request.Attributes
	assert.Equal(t, parts["idToken"]["sub"], event.UserName, "without the name of the provider")
	assert.Equal(t, unchanged["cognito:username"], "Corp_"+event.UserName)
	assert.Equal(t, "jo@example.com", parts["idToken"]["email"])
	assert.Equal(t, "jo@example.com", parts["userInfo"]["email"])
	assert.Equal(t, "Bearer", parts["tokenResponse"]["token_type"])
	assert.Equal(t, f.clientID, payload(t, parts["tokenResponse"]["id_token"])["aud"])
	assert.Len(t, parts, 3)
}

// A function may link the user to an account: the user is found after the trigger.
func TestInboundFederationLinksTheUser(t *testing.T) {
	t.Parallel()
	var stockID string
	s, f := federateInbound(t, func(s *cognitotest.Server, event inboundEvent) (map[string]string, error) {
		_, err := api(s, "us-east-1").AdminLinkProviderForUser(context.Background(), &cognitoidentityprovider.AdminLinkProviderForUserInput{
			UserPoolId:      &stockID,
			DestinationUser: &types.ProviderUserIdentifierType{ProviderName: aws.String("Cognito"), ProviderAttributeValue: aws.String("native")},
			SourceUser: &types.ProviderUserIdentifierType{
				ProviderName: &event.Request.ProviderName, ProviderAttributeName: aws.String("Cognito_Subject"), ProviderAttributeValue: &event.UserName,
			},
		})
		return map[string]string{}, err
	})
	stockID = f.stockID
	_, err := api(s, "us-east-1").AdminCreateUser(t.Context(), &cognitoidentityprovider.AdminCreateUserInput{UserPoolId: &f.stockID, Username: aws.String("native")})
	require.NoError(t, err)
	assert.Equal(t, "native", f.idToken(t, s)["cognito:username"])
}

func TestInboundFederationRejectsTheUser(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		claims map[string]string
		err    error
		want   string
	}{
		"error of the function": {nil, errors.New("not from here"), "InboundFederation failed with error not from here."},
		"without the subject":   {map[string]string{"email": "jo@corp.example"}, nil, "userAttributesToMap must have the sub of the provider, which is mapped to the username."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, f := federateInbound(t, func(*cognitotest.Server, inboundEvent) (map[string]string, error) { return tt.claims, tt.err })
			back, _ := follow(t, browser(t, s.Client()), f.authorizeURL(stock, "&identity_provider=Corp"))
			assert.Equal(t, tt.want, back.Get("error_description"))
			assert.Empty(t, back.Get("code"))
			users, err := api(s, "us-east-1").ListUsers(t.Context(), &cognitoidentityprovider.ListUsersInput{UserPoolId: &f.stockID})
			require.NoError(t, err)
			assert.Empty(t, users.Users)
		})
	}
}
