package session

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// APIClient is an app that signs users in with the API instead of the login pages.
type APIClient struct {
	api     check.ProveAPI
	options *Options
	pool    string
	ID      string
	Secret  string // empty for a public client
	// enroll stores the secret of a software token that a sign-in set up, and returns the app
	// that shows its codes. It is nil if the app must not set up a software token.
	enroll func(secret string) *authenticator
	// devices maps a refresh token to the device key that the service assigned to its
	// sign-in. A pool that tracks devices requires the key in a refresh (developer guide,
	// "Working with user devices in your user pool").
	devices map[string]string
}

// rememberDevice stores the device of tokens: a new device, or the device of the previous
// token. It confirms a new device, as an app does. The device never signs in by itself, so its
// verifier is a random number.
func (a *APIClient) rememberDevice(ctx context.Context, result *types.AuthenticationResultType, before string) error {
	key := a.devices[before]
	if device := result.NewDeviceMetadata; device != nil {
		key = aws.ToString(device.DeviceKey)
		_, err := a.api.ConfirmDevice(ctx, &cognitoidentityprovider.ConfirmDeviceInput{
			AccessToken: result.AccessToken, DeviceKey: &key, DeviceName: aws.String("cognitokit"),
			DeviceSecretVerifierConfig: &types.DeviceSecretVerifierConfigType{Salt: aws.String(randomBase64(16)), PasswordVerifier: aws.String(randomBase64(383))},
		})
		if err != nil {
			return fmt.Errorf("the device of the sign-in cannot be confirmed: %w", err)
		}
	}
	if token := aws.ToString(result.RefreshToken); token != "" && key != "" {
		a.devices[token] = key
	}
	return nil
}

func randomBase64(size int) string {
	random := make([]byte, size)
	_, _ = rand.Read(random) // never fails (crypto/rand)
	return base64.StdEncoding.EncodeToString(random)
}

// PasswordFlow is an API flow that uses a username and a password.
type PasswordFlow struct {
	Allowed string             // the name in ExplicitAuthFlows of the client
	Name    types.AuthFlowType // the name in InitiateAuth
}

// PasswordFlows are the flows that a check supports, in order of preference.
var PasswordFlows = []PasswordFlow{
	{check.AllowSRP, types.AuthFlowTypeUserSrpAuth},
	{check.AllowPassword, types.AuthFlowTypeUserPasswordAuth},
	{check.AllowAdmin, types.AuthFlowTypeAdminUserPasswordAuth},
}

// PasswordFlowsOf returns the [PasswordFlows] that a client allows.
func PasswordFlowsOf(allowed []string) []PasswordFlow {
	return slices.DeleteFunc(slices.Clone(PasswordFlows), func(f PasswordFlow) bool { return !slices.Contains(allowed, f.Allowed) })
}

// SecretHash adds the SECRET_HASH of a confidential client (developer guide, "Signing up
// and confirming user accounts").
func (a *APIClient) SecretHash(parameters map[string]string, username string) map[string]string {
	if a.Secret != "" {
		mac := hmac.New(sha256.New, []byte(a.Secret))
		mac.Write([]byte(username + a.ID))
		parameters["SECRET_HASH"] = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	return parameters
}

// challenge is the result of one step of a sign-in: the next challenge, or the tokens.
type challenge struct {
	name       types.ChallengeNameType
	session    *string
	parameters map[string]string
	result     *types.AuthenticationResultType
}

// begin starts a sign-in.
func (a *APIClient) begin(ctx context.Context, flow types.AuthFlowType, parameters map[string]string) (challenge, error) {
	if flow == types.AuthFlowTypeAdminUserPasswordAuth {
		out, err := a.api.AdminInitiateAuth(ctx, &cognitoidentityprovider.AdminInitiateAuthInput{
			UserPoolId: &a.pool, ClientId: &a.ID, AuthFlow: flow, AuthParameters: parameters,
		})
		if err != nil {
			return challenge{}, err
		}
		return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
	}
	out, err := a.api.InitiateAuth(ctx, &cognitoidentityprovider.InitiateAuthInput{ClientId: &a.ID, AuthFlow: flow, AuthParameters: parameters})
	if err != nil {
		return challenge{}, err
	}
	return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
}

// respond answers a challenge. An admin flow requires the admin call.
func (a *APIClient) respond(ctx context.Context, flow types.AuthFlowType, c challenge, answers map[string]string) (challenge, error) {
	if flow == types.AuthFlowTypeAdminUserPasswordAuth {
		out, err := a.api.AdminRespondToAuthChallenge(ctx, &cognitoidentityprovider.AdminRespondToAuthChallengeInput{
			UserPoolId: &a.pool, ClientId: &a.ID, ChallengeName: c.name, Session: c.session, ChallengeResponses: answers,
		})
		if err != nil {
			return challenge{}, err
		}
		return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
	}
	out, err := a.api.RespondToAuthChallenge(ctx, &cognitoidentityprovider.RespondToAuthChallengeInput{
		ClientId: &a.ID, ChallengeName: c.name, Session: c.session, ChallengeResponses: answers,
	})
	if err != nil {
		return challenge{}, err
	}
	return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
}

// maxChallenges limits the number of challenges. A sign-in with a password has fewer.
const maxChallenges = 6

// SignIn signs a user in with a flow and answers its challenges.
func (a *APIClient) SignIn(ctx context.Context, flow types.AuthFlowType, user login.Credentials) (*types.AuthenticationResultType, error) {
	var secret *string
	if a.Secret != "" {
		secret = &a.Secret
	}
	srp, err := cognitosrp.NewCognitoSRP(user.Username, user.Password, a.pool, a.ID, secret)
	if err != nil {
		return nil, err
	}
	parameters := a.SecretHash(map[string]string{"USERNAME": user.Username, "PASSWORD": user.Password}, user.Username)
	switch flow {
	case types.AuthFlowTypeUserSrpAuth:
		parameters = srp.GetAuthParams()
	case types.AuthFlowTypeUserAuth:
		parameters["PREFERRED_CHALLENGE"] = string(types.ChallengeNameTypePassword)
	}
	next, err := a.begin(ctx, flow, parameters)
	for range maxChallenges {
		switch {
		case err != nil:
			return nil, err
		case next.result != nil:
			return next.result, a.rememberDevice(ctx, next.result, "")
		}
		var answers map[string]string
		if answers, err = a.answers(ctx, srp, &next, user); err != nil {
			return nil, err
		}
		next, err = a.respond(ctx, flow, next, answers)
	}
	return nil, errors.New("the sign-in returns one challenge after another and no tokens")
}

// answers returns the responses to a challenge.
func (a *APIClient) answers(ctx context.Context, srp *cognitosrp.CognitoSRP, c *challenge, user login.Credentials) (map[string]string, error) {
	username := user.Username
	for _, name := range []string{"USER_ID_FOR_SRP", "USERNAME"} {
		if internal := c.parameters[name]; internal != "" {
			username = internal
		}
	}
	answers := a.SecretHash(map[string]string{"USERNAME": username}, username)
	switch c.name {
	case types.ChallengeNameTypePasswordVerifier:
		return srp.PasswordVerifierChallenge(c.parameters, a.options.Now())
	case types.ChallengeNameTypeMfaSetup:
		return answers, a.setUpSoftwareToken(ctx, c)
	case types.ChallengeNameTypeSoftwareTokenMfa, types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeEmailOtp:
		if user.OneTimeCode == nil {
			return nil, fmt.Errorf("the sign-in requires a second factor (%s), and the user has none", c.name)
		}
		code, err := user.OneTimeCode()
		answers[string(c.name)+"_CODE"] = code
		return answers, err
	}
	return nil, fmt.Errorf("the sign-in returns the challenge %s, which only a user or a Lambda trigger can answer", c.name)
}

// setUpSoftwareToken sets up a software token for the user of a sign-in, as an authenticator
// app does.
func (a *APIClient) setUpSoftwareToken(ctx context.Context, c *challenge) error {
	if a.enroll == nil {
		return errors.New("the sign-in requires the set-up of a second factor, which a user does only once")
	}
	associated, err := a.api.AssociateSoftwareToken(ctx, &cognitoidentityprovider.AssociateSoftwareTokenInput{Session: c.session})
	if err != nil {
		return err
	}
	code, err := a.enroll(aws.ToString(associated.SecretCode)).code(ctx)
	if err != nil {
		return err
	}
	verified, err := a.api.VerifySoftwareToken(ctx, &cognitoidentityprovider.VerifySoftwareTokenInput{Session: associated.Session, UserCode: &code})
	if err != nil {
		return err
	}
	c.session = verified.Session
	return nil
}

// RefreshWithInitiateAuth refreshes with InitiateAuth. The hash covers the username that the
// service assigned, which the access token contains.
func (a *APIClient) RefreshWithInitiateAuth(ctx context.Context, refreshToken, accessToken string) (*types.AuthenticationResultType, error) {
	c, err := ReadClaims(accessToken)
	if err != nil {
		return nil, fmt.Errorf("the access token: %w", err)
	}
	parameters := a.SecretHash(map[string]string{"REFRESH_TOKEN": refreshToken}, c.Username)
	if key := a.devices[refreshToken]; key != "" {
		parameters["DEVICE_KEY"] = key
	}
	next, err := a.begin(ctx, types.AuthFlowTypeRefreshTokenAuth, parameters)
	if err != nil {
		return nil, err
	}
	if next.result == nil {
		return nil, fmt.Errorf("a refresh returns the challenge %s and no tokens", next.name)
	}
	return next.result, nil
}

// RefreshWithGetTokens refreshes with GetTokensFromRefreshToken, which requires the secret itself.
func (a *APIClient) RefreshWithGetTokens(ctx context.Context, refreshToken string) (*types.AuthenticationResultType, error) {
	in := &cognitoidentityprovider.GetTokensFromRefreshTokenInput{ClientId: &a.ID, RefreshToken: &refreshToken}
	if a.Secret != "" {
		in.ClientSecret = &a.Secret
	}
	if key := a.devices[refreshToken]; key != "" {
		in.DeviceKey = &key
	}
	out, err := a.api.GetTokensFromRefreshToken(ctx, in)
	if err != nil {
		return nil, err
	}
	if out.AuthenticationResult == nil {
		return nil, errors.New("GetTokensFromRefreshToken returns no tokens")
	}
	return out.AuthenticationResult, a.rememberDevice(ctx, out.AuthenticationResult, refreshToken)
}
