package cognitoidp

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// passwordVerifier is the challenge of an SRP sign-in; those that follow a right
// password are the store's steps.
const passwordVerifier = "PASSWORD_VERIFIER"

// challenge makes the response that asks a user for one more step.
func (c *call) challenge(client userpool.Client, state userpool.Challenge, parameters map[string]string) (any, error) {
	state.PoolID, state.ClientID = client.PoolID, client.ID
	validity := time.Duration(client.AuthSessionValidity) * time.Minute
	return authResponse{
		ChallengeName:       state.Name,
		Session:             c.Store.StartChallenge(state, validity),
		ChallengeParameters: parameters,
	}, nil
}

// afterPassword goes on once the password was right: with the step that the user
// must take, or with tokens.
func (c *call) afterPassword(client userpool.Client, user userpool.User) (any, error) {
	step, err := c.Store.NextStep(user)
	if err != nil {
		return nil, err
	}
	if step == "" {
		return c.finish(client, user)
	}
	parameters := map[string]string{"USER_ID_FOR_SRP": user.Username}
	switch step {
	case userpool.StepNewPassword:
		parameters["requiredAttributes"] = "[]"
		parameters["userAttributes"] = userAttributesText(user)
	case userpool.StepMFASetup:
		parameters["MFAS_CAN_SETUP"] = `["SOFTWARE_TOKEN_MFA"]`
	}
	return c.challenge(client, userpool.Challenge{Name: step, Username: user.Username}, parameters)
}

// userAttributesText is a user's attributes but the sub, as a JSON object in a string.
func userAttributesText(user userpool.User) string {
	attributes := map[string]string{}
	for _, a := range user.Attributes {
		if a.Name != "sub" {
			attributes[a.Name] = a.Value
		}
	}
	text, _ := json.Marshal(attributes) // strings always encode
	return string(text)
}

type challengeRequest struct {
	UserPoolID         string `json:"UserPoolId"` // AdminRespondToAuthChallenge only
	ClientID           string `json:"ClientId"`
	ChallengeName      string
	Session            string
	ChallengeResponses map[string]string
}

// answers are the steps that follow a challenge, by ChallengeName.
var answers = map[string]func(*call, userpool.Client, userpool.Challenge, map[string]string) (any, error){
	passwordVerifier:           answerPasswordVerifier,
	userpool.StepNewPassword:   answerNewPassword,
	userpool.StepSoftwareToken: answerSoftwareToken,
	userpool.StepMFASetup:      answerMFASetup,
}

func respondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.Store.FindClient(c.region, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answer(client, in)
}

func adminRespondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.Store.Client(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answer(client, in)
}

func (c *call) answer(client userpool.Client, in challengeRequest) (any, error) {
	step, built := answers[in.ChallengeName]
	if !built {
		return nil, userpool.InvalidParameter("The stand-in does not have the challenge %s.", in.ChallengeName)
	}
	if err := required(in.ChallengeResponses, "USERNAME"); err != nil {
		return nil, err
	}
	if err := checkSecretHash(client, in.ChallengeResponses["USERNAME"], in.ChallengeResponses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	state, err := c.Store.TakeChallenge(in.Session, in.ChallengeName, client.ID)
	if err != nil {
		return nil, err
	}
	if user, err := c.Store.User(client.PoolID, in.ChallengeResponses["USERNAME"]); err != nil || user.Username != state.Username {
		return nil, userpool.NotAuthorized("Invalid session for the user.")
	}
	return step(c, client, state, in.ChallengeResponses)
}

// answerNewPassword replaces a temporary password. Responses named
// userAttributes.NAME set attributes.
func answerNewPassword(c *call, client userpool.Client, state userpool.Challenge, in map[string]string) (any, error) {
	if err := required(in, "NEW_PASSWORD"); err != nil {
		return nil, err
	}
	var changes []userpool.Attribute
	for name, value := range in {
		if attribute, ok := strings.CutPrefix(name, "userAttributes."); ok {
			changes = append(changes, userpool.Attribute{Name: attribute, Value: value})
		}
	}
	user, err := c.Store.ReplaceTemporaryPassword(client.PoolID, state.Username, in["NEW_PASSWORD"], changes)
	if err != nil {
		return nil, err
	}
	return c.afterPassword(client, user)
}

var challengeActions = []action{
	on("RespondToAuthChallenge", respondToAuthChallenge),
	on("AdminRespondToAuthChallenge", adminRespondToAuthChallenge),
}
