package signin

import (
	"math/big"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
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

// Outcome is what a request of a sign-in comes to: the next step, or the result.
type Outcome struct {
	Step   *Step
	Result *Result
}

// Step is what the user must do next.
type Step struct {
	Name    string // as in ChallengeName
	Session string
	// Username is the user's. A user who does not exist appears to have one, too.
	Username string
	User     userpool.User // zero if the user does not exist
	// Choices are what SELECT_CHALLENGE, SELECT_MFA_TYPE and MFA_SETUP offer.
	Choices []string
	// Available are the first factors of the user, in the response to a start.
	Available []string
	// AfterFirstFactor tells a second factor that the pool asks for from one that the user
	// has chosen or set up.
	AfterFirstFactor bool

	Delivery *message.Delivery // of the code; nil if no code was sent
	Missing  []string          // the required attributes that NEW_PASSWORD_REQUIRED asks for
	// Public are the parameters of the create auth challenge trigger.
	Public map[string]string
	// DeviceKey names the device of the two device challenges.
	DeviceKey string
	// The server's side of the two verifier challenges.
	Salt        *big.Int
	PublicValue *big.Int // SRP_B
	SecretBlock []byte
}

// Result is the end of a sign-in.
type Result struct {
	User      userpool.User
	Tokens    token.Set        // zero on a page
	NewDevice *userpool.Device // that the client can confirm, or nil
}
