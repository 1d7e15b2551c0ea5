package refreshcheck

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

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// apiApp is an app that signs users in with the API instead of the login pages.
type apiApp struct {
	api    ProveAPI
	live   *Live
	pool   string
	id     string
	secret string // empty for a public client
	// enrol stores the secret of a software token that a sign-in set up, and returns the
	// app that shows its codes. It is nil if the app must not set up a software token.
	enrol func(secret string) *authenticator
	// devices maps a refresh token to the device key that the service assigned to its
	// sign-in. A pool that tracks devices requires the key in a refresh (developer guide,
	// "Working with user devices in your user pool").
	devices map[string]string
}

// keep stores the device of tokens: a new device, or the device of the previous token. It
// confirms a new device, as an app does. The device never signs in by itself, so its
// verifier is a random number.
func (a *apiApp) keep(ctx context.Context, result *types.AuthenticationResultType, before string) error {
	key := a.devices[before]
	if made := result.NewDeviceMetadata; made != nil {
		key = aws.ToString(made.DeviceKey)
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

// apiFlow is an API flow with a user name and a password.
type apiFlow struct {
	allowed string // the client's name of the flow
	name    types.AuthFlowType
}

// apiFlows are the flows that a check supports, in order of preference.
var apiFlows = []apiFlow{
	{allowSRP, types.AuthFlowTypeUserSrpAuth},
	{allowPassword, types.AuthFlowTypeUserPasswordAuth},
	{allowAdmin, types.AuthFlowTypeAdminUserPasswordAuth},
}

// apiFlowsOf returns the apiFlows that a client allows.
func apiFlowsOf(allowed []string) []apiFlow {
	return slices.DeleteFunc(slices.Clone(apiFlows), func(f apiFlow) bool { return !slices.Contains(allowed, f.allowed) })
}

// secretHash adds the SECRET_HASH of a confidential client (developer guide, "Signing up
// and confirming user accounts").
func (a *apiApp) secretHash(parameters map[string]string, username string) map[string]string {
	if a.secret != "" {
		mac := hmac.New(sha256.New, []byte(a.secret))
		mac.Write([]byte(username + a.id))
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
func (a *apiApp) begin(ctx context.Context, flow types.AuthFlowType, parameters map[string]string) (challenge, error) {
	if flow == types.AuthFlowTypeAdminUserPasswordAuth {
		out, err := a.api.AdminInitiateAuth(ctx, &cognitoidentityprovider.AdminInitiateAuthInput{
			UserPoolId: &a.pool, ClientId: &a.id, AuthFlow: flow, AuthParameters: parameters,
		})
		if err != nil {
			return challenge{}, err
		}
		return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
	}
	out, err := a.api.InitiateAuth(ctx, &cognitoidentityprovider.InitiateAuthInput{ClientId: &a.id, AuthFlow: flow, AuthParameters: parameters})
	if err != nil {
		return challenge{}, err
	}
	return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
}

// respond answers a challenge. An admin flow requires the admin call.
func (a *apiApp) respond(ctx context.Context, flow types.AuthFlowType, c challenge, answers map[string]string) (challenge, error) {
	if flow == types.AuthFlowTypeAdminUserPasswordAuth {
		out, err := a.api.AdminRespondToAuthChallenge(ctx, &cognitoidentityprovider.AdminRespondToAuthChallengeInput{
			UserPoolId: &a.pool, ClientId: &a.id, ChallengeName: c.name, Session: c.session, ChallengeResponses: answers,
		})
		if err != nil {
			return challenge{}, err
		}
		return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
	}
	out, err := a.api.RespondToAuthChallenge(ctx, &cognitoidentityprovider.RespondToAuthChallengeInput{
		ClientId: &a.id, ChallengeName: c.name, Session: c.session, ChallengeResponses: answers,
	})
	if err != nil {
		return challenge{}, err
	}
	return challenge{out.ChallengeName, out.Session, out.ChallengeParameters, out.AuthenticationResult}, nil
}

// steps limits the number of challenges. No sign-in with a password has as many.
const steps = 6

// signIn signs a user in with a flow and answers its challenges.
func (a *apiApp) signIn(ctx context.Context, flow types.AuthFlowType, person login.Credentials) (*types.AuthenticationResultType, error) {
	var secret *string
	if a.secret != "" {
		secret = &a.secret
	}
	srp, err := cognitosrp.NewCognitoSRP(person.Username, person.Password, a.pool, a.id, secret)
	if err != nil {
		return nil, err
	}
	parameters := a.secretHash(map[string]string{"USERNAME": person.Username, "PASSWORD": person.Password}, person.Username)
	if flow == types.AuthFlowTypeUserSrpAuth {
		parameters = srp.GetAuthParams()
	}
	next, err := a.begin(ctx, flow, parameters)
	for range steps {
		switch {
		case err != nil:
			return nil, err
		case next.result != nil:
			return next.result, a.keep(ctx, next.result, "")
		}
		var answers map[string]string
		if answers, err = a.answers(ctx, srp, &next, person); err != nil {
			return nil, err
		}
		next, err = a.respond(ctx, flow, next, answers)
	}
	return nil, errors.New("the sign-in returns one challenge after another and no tokens")
}

// answers returns the responses to a challenge.
func (a *apiApp) answers(ctx context.Context, srp *cognitosrp.CognitoSRP, c *challenge, person login.Credentials) (map[string]string, error) {
	username := person.Username
	for _, name := range []string{"USER_ID_FOR_SRP", "USERNAME"} {
		if internal := c.parameters[name]; internal != "" {
			username = internal
		}
	}
	answers := a.secretHash(map[string]string{"USERNAME": username}, username)
	switch c.name {
	case types.ChallengeNameTypePasswordVerifier:
		return srp.PasswordVerifierChallenge(c.parameters, a.live.Now())
	case types.ChallengeNameTypeMfaSetup:
		return answers, a.setUp(ctx, c)
	case types.ChallengeNameTypeSoftwareTokenMfa, types.ChallengeNameTypeSmsMfa, types.ChallengeNameTypeEmailOtp:
		if person.OneTimeCode == nil {
			return nil, fmt.Errorf("the sign-in requires a second factor (%s), and the user has none", c.name)
		}
		code, err := person.OneTimeCode()
		answers[string(c.name)+"_CODE"] = code
		return answers, err
	}
	return nil, fmt.Errorf("the sign-in returns the challenge %s, which only a person or a Lambda trigger can answer", c.name)
}

// setUp sets up a software token for the user of a sign-in, as an authenticator app does.
func (a *apiApp) setUp(ctx context.Context, c *challenge) error {
	if a.enrol == nil {
		return errors.New("the sign-in requires the set-up of a second factor, which a user does only once")
	}
	associated, err := a.api.AssociateSoftwareToken(ctx, &cognitoidentityprovider.AssociateSoftwareTokenInput{Session: c.session})
	if err != nil {
		return err
	}
	code, err := a.enrol(aws.ToString(associated.SecretCode)).code(ctx)
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

// refreshAuth refreshes with InitiateAuth. The hash covers the user name that the service
// assigned, which the access token contains.
func (a *apiApp) refreshAuth(ctx context.Context, refreshToken, accessToken string) (*types.AuthenticationResultType, error) {
	c, err := readClaims(accessToken)
	if err != nil {
		return nil, fmt.Errorf("the access token: %w", err)
	}
	parameters := a.secretHash(map[string]string{"REFRESH_TOKEN": refreshToken}, c.Username)
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

// getTokens refreshes with GetTokensFromRefreshToken, which requires the secret itself.
func (a *apiApp) getTokens(ctx context.Context, refreshToken string) (*types.AuthenticationResultType, error) {
	in := &cognitoidentityprovider.GetTokensFromRefreshTokenInput{ClientId: &a.id, RefreshToken: &refreshToken}
	if a.secret != "" {
		in.ClientSecret = &a.secret
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
	return out.AuthenticationResult, a.keep(ctx, out.AuthenticationResult, refreshToken)
}
