package trigger

import "context"

// The sources of the custom challenge triggers.
const (
	DefineAuthChallenge = "DefineAuthChallenge_Authentication"
	CreateAuthChallenge = "CreateAuthChallenge_Authentication"
	VerifyAuthChallenge = "VerifyAuthChallengeResponse_Authentication"
)

// ChallengeResult is the result of an earlier challenge of the same sign-in.
type ChallengeResult struct {
	ChallengeName     string `json:"challengeName"`
	ChallengeResult   bool   `json:"challengeResult"`
	ChallengeMetadata Text   `json:"challengeMetadata"`
}

// DefineAuthChallengeRequest is the request of a define auth challenge event.
type DefineAuthChallengeRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	Session        []ChallengeResult `json:"session"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound   bool              `json:"userNotFound"`
}

// DefineAuthChallengeResponse is the next step of a sign-in: a challenge, tokens or a
// failure. A member may be null.
type DefineAuthChallengeResponse struct {
	ChallengeName      Text  `json:"challengeName"`
	IssueTokens        *bool `json:"issueTokens"`
	FailAuthentication *bool `json:"failAuthentication"`
}

// DefineAuthChallenge runs the define auth challenge trigger, which returns the next step
// of a sign-in.
func (i *Invoker) DefineAuthChallenge(ctx context.Context, c Call, request DefineAuthChallengeRequest) (DefineAuthChallengeResponse, error) {
	c.Request = request
	var response DefineAuthChallengeResponse
	_, err := i.Run(ctx, c, &response)
	return response, err
}

// CreateAuthChallengeRequest is the request of a create auth challenge event.
type CreateAuthChallengeRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ChallengeName  string            `json:"challengeName"`
	Session        []ChallengeResult `json:"session"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound   bool              `json:"userNotFound"`
}

// CreateAuthChallengeResponse is a challenge: the parameters that the client receives, the
// parameters that only the verify trigger receives, and a name that the session records.
type CreateAuthChallengeResponse struct {
	PublicChallengeParameters  map[string]string `json:"publicChallengeParameters"`
	PrivateChallengeParameters map[string]string `json:"privateChallengeParameters"`
	ChallengeMetadata          Text              `json:"challengeMetadata"`
}

// CreateAuthChallenge runs the create auth challenge trigger, which returns a challenge.
func (i *Invoker) CreateAuthChallenge(ctx context.Context, c Call, request CreateAuthChallengeRequest) (CreateAuthChallengeResponse, error) {
	c.Request = request
	var response CreateAuthChallengeResponse
	_, err := i.Run(ctx, c, &response)
	return response, err
}

// VerifyAuthChallengeRequest is the request of a verify auth challenge response event.
type VerifyAuthChallengeRequest struct {
	UserAttributes             map[string]string `json:"userAttributes"`
	PrivateChallengeParameters map[string]string `json:"privateChallengeParameters"`
	ChallengeAnswer            string            `json:"challengeAnswer"`
	ClientMetadata             map[string]string `json:"clientMetadata,omitempty"`
	UserNotFound               bool              `json:"userNotFound"`
}

// VerifyAuthChallenge runs the verify auth challenge response trigger and reports whether
// the client's answer is correct. A response without answerCorrect means that it is not.
func (i *Invoker) VerifyAuthChallenge(ctx context.Context, c Call, request VerifyAuthChallengeRequest) (correct bool, err error) {
	c.Request = request
	var response struct {
		AnswerCorrect *bool `json:"answerCorrect"`
	}
	_, err = i.Run(ctx, c, &response)
	return response.AnswerCorrect != nil && *response.AnswerCorrect, err
}
