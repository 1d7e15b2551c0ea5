package signin

import (
	"math/big"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The steps that do not come from [userpool.Store.Next], by the API's ChallengeName. The
// first factors have the names of userpool.
const (
	PasswordVerifier       = "PASSWORD_VERIFIER"
	SelectChallenge        = "SELECT_CHALLENGE"
	DeviceSRPAuth          = "DEVICE_SRP_AUTH"
	DevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER"
	CustomChallenge        = "CUSTOM_CHALLENGE"
)

// Outcome is the response to a request of a sign-in: the next step, or the result. One of the two
// is not nil after a request without an error.
type Outcome struct {
	Step   *Step
	Result *Result
}

// Step is what the user must do next.
type Step struct {
	Name    string // as in ChallengeName
	Session string
	// Username is the username of the user, or the simulated username of an unknown user.
	Username string
	User     userpool.User // the zero value for an unknown user
	// Choices are the options of SELECT_CHALLENGE, SELECT_MFA_TYPE and MFA_SETUP.
	Choices []string
	// Available are the first factors of the user, in the response to a start.
	Available []string
	// AfterFirstFactor is true for a second factor that directly follows the first factor, and
	// false if the user selected it or has just set it up.
	AfterFirstFactor bool

	Delivery *message.Delivery // of the code; nil if no code was sent
	Missing  []string          // the required attributes that the user does not have, of NEW_PASSWORD_REQUIRED
	// Public are the parameters of the create auth challenge trigger.
	Public map[string]string
	// Passkey are the options of WEB_AUTHN for the browser.
	Passkey *passkey.RequestOptions
	// DeviceKey is the key of the device in the two device challenges.
	DeviceKey string
	// The server's values of the two SRP challenges.
	Salt        *big.Int
	PublicValue *big.Int // SRP_B
	SecretBlock []byte
}

// Result is the end of a sign-in.
type Result struct {
	User           userpool.User
	Authentication userpool.Authentication
	Tokens         token.Set        // the zero value for a sign-in on a page
	NewDevice      *userpool.Device // the device that the client can confirm, or nil
}
