package cognitoidp

import (
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type challengeRequest struct {
	UserPoolID         string `json:"UserPoolId"` // AdminRespondToAuthChallenge only
	ClientID           string `json:"ClientId"`
	ChallengeName      string
	Session            string
	ChallengeResponses map[string]string
	ClientMetadata     map[string]string
}

// challenge describes how to read the response to one ChallengeName.
type challenge struct {
	requires []string // the required members of ChallengeResponses besides USERNAME
	answer   func(responses map[string]string) signin.Answer
}

// claimKeys are the ChallengeResponses that prove an SRP exchange.
var claimKeys = []string{"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"}

// challenges maps ChallengeName to a challenge. The names PASSWORD and PASSWORD_SRP respond to
// SELECT_CHALLENGE and select that factor in the same request.
var challenges = map[string]challenge{
	signin.PasswordVerifier: {claimKeys, func(in map[string]string) signin.Answer {
		return signin.PasswordClaim{Claim: claimOf(in)}
	}},
	userpool.StepNewPassword: {[]string{"NEW_PASSWORD"}, func(in map[string]string) signin.Answer {
		return signin.NewPassword{Password: in["NEW_PASSWORD"], Attributes: responseAttributes(in)}
	}},
	userpool.StepSoftwareToken: {[]string{"SOFTWARE_TOKEN_MFA_CODE"}, func(in map[string]string) signin.Answer {
		return signin.SoftwareTokenCode{Code: in["SOFTWARE_TOKEN_MFA_CODE"]}
	}},
	userpool.StepSMS:   sentCode(userpool.StepSMS, "SMS_MFA_CODE"),
	userpool.StepEmail: sentCode(userpool.StepEmail, "EMAIL_OTP_CODE"),
	userpool.FactorSMS: sentCode(userpool.FactorSMS, "SMS_OTP_CODE"),
	userpool.StepSelectMFA: {[]string{"ANSWER"}, func(in map[string]string) signin.Answer {
		return signin.SecondFactor{Name: in["ANSWER"]}
	}},
	userpool.StepMFASetup: {nil, func(in map[string]string) signin.Answer {
		return signin.SetUp{Email: in["email"]}
	}},
	signin.SelectChallenge: {[]string{"ANSWER"}, func(in map[string]string) signin.Answer {
		return firstFactor(in["ANSWER"], in)
	}},
	userpool.FactorPassword: {[]string{"PASSWORD"}, func(in map[string]string) signin.Answer {
		return firstFactor(userpool.FactorPassword, in)
	}},
	userpool.FactorPasswordSRP: {[]string{"SRP_A"}, func(in map[string]string) signin.Answer {
		return firstFactor(userpool.FactorPasswordSRP, in)
	}},
	userpool.FactorPasskey: {[]string{"CREDENTIAL"}, func(in map[string]string) signin.Answer {
		return signin.PasskeyResponse{Credential: in["CREDENTIAL"]}
	}},
	signin.DeviceSRPAuth: {[]string{"DEVICE_KEY", "SRP_A"}, func(in map[string]string) signin.Answer {
		return signin.DeviceSRP{PublicValue: in["SRP_A"]}
	}},
	signin.DevicePasswordVerifier: {slices.Concat(claimKeys, []string{"DEVICE_KEY"}), func(in map[string]string) signin.Answer {
		return signin.DeviceClaim{Claim: claimOf(in)}
	}},
	signin.CustomChallenge: {[]string{"ANSWER"}, func(in map[string]string) signin.Answer {
		return signin.CustomAnswer{Answer: in["ANSWER"]}
	}},
}

func sentCode(factor, key string) challenge {
	return challenge{[]string{key}, func(in map[string]string) signin.Answer { return signin.SentCode{Factor: factor, Code: in[key]} }}
}

func firstFactor(name string, in map[string]string) signin.Answer {
	return signin.FirstFactor{Name: name, Password: in["PASSWORD"], PublicValue: in["SRP_A"], Credential: in["CREDENTIAL"]}
}

func claimOf(in map[string]string) signin.Claim {
	return signin.Claim{Signature: in["PASSWORD_CLAIM_SIGNATURE"], SecretBlock: in["PASSWORD_CLAIM_SECRET_BLOCK"], Timestamp: in["TIMESTAMP"]}
}

// responseAttributes returns the attributes in the members userAttributes.NAME of ChallengeResponses
// (API_RespondToAuthChallenge).
func responseAttributes(in map[string]string) []userpool.Attribute {
	var attributes []userpool.Attribute
	for name, value := range in {
		if attribute, ok := strings.CutPrefix(name, "userAttributes."); ok {
			attributes = append(attributes, userpool.Attribute{Name: attribute, Value: value})
		}
	}
	return attributes
}

func respondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.findClient(in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answerChallenge(client, in)
}

func adminRespondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.Store.Client(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answerChallenge(client, in)
}

func (c *call) answerChallenge(client userpool.Client, in challengeRequest) (any, error) {
	kind, implemented := challenges[in.ChallengeName]
	if !implemented {
		return nil, apierror.InvalidParameter("The emulator does not have the challenge %s.", in.ChallengeName)
	}
	responses := in.ChallengeResponses
	if err := requireParameters(responses, append([]string{"USERNAME"}, kind.requires...)...); err != nil {
		return nil, err
	}
	if err := checkSecretHash(client, responses["USERNAME"], responses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	return responseOf(c.SignIns.Answer(c.ctx, c.signInRequest(client, responses, in.ClientMetadata), in.Session, kind.answer(responses)))
}

var challengeActions = []action{
	on("RespondToAuthChallenge", respondToAuthChallenge),
	on("AdminRespondToAuthChallenge", adminRespondToAuthChallenge),
}
