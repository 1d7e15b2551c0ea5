package cognitoidp

import (
	"slices"
	"strconv"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The AuthParameters of USER_AUTH that request a level of authentication (API_InitiateAuth).
const (
	targetACRValues = "TARGET_ACR_VALUES"
	maxAge          = "MAX_AGE"
	accessToken     = "ACCESS_TOKEN"
)

// withChoice starts USER_AUTH, with or without a requested level.
func (s *signIn) withChoice() (any, error) {
	request := s.signInRequest(s.client, s.in, s.metadata)
	if err := s.stepUp(&request); err != nil {
		return nil, err
	}
	return responseOf(s.SignIns.Begin(s.ctx, request, choiceFlow(s)))
}

// stepUp reads the requested levels, and what an access token is credited for. An empty parameter
// counts as missing.
func (s *signIn) stepUp(request *signin.Request) error {
	for _, name := range []string{targetACRValues, maxAge, accessToken} {
		if s.in[name] != "" && !s.Store.AuthenticationLevels {
			return apierror.LevelsWithoutSetting(name)
		}
	}
	limit, err := s.maxAge()
	if err != nil {
		return err
	}
	if s.in[targetACRValues] == "" {
		if s.in[accessToken] != "" {
			return signin.MissingParameter(targetACRValues) // documented; the exception and the text are unspecified
		}
		return nil
	}
	pool, err := s.Store.Pool(s.client.PoolID)
	if err != nil {
		return err
	}
	if !pool.HasStepUp() {
		return apierror.FeatureUnavailable("The following feature is not available for the " + pool.Tier + " pricing tier configured: " + userpool.StepUpFeature)
	}
	if request.Targets = pool.ACRLevels(s.in[targetACRValues]); len(request.Targets) == 0 {
		return apierror.UnknownLevels()
	}
	if s.in[accessToken] == "" {
		return nil
	}
	request.Credited, err = s.credit(pool, limit)
	return err
}

// maxAge returns MAX_AGE, or nil without one.
func (s *signIn) maxAge() (*time.Duration, error) {
	if s.in[maxAge] == "" {
		return nil, nil
	}
	seconds, err := strconv.Atoi(s.in[maxAge])
	if err != nil || seconds < 0 {
		return nil, apierror.InvalidParameter("MAX_AGE: %q is not a number of seconds. Write a non-negative integer.", s.in[maxAge])
	}
	return new(time.Duration(seconds) * time.Second), nil
}

// credit returns the authentication of an access token. It is nothing if the user's last
// authentication is longer ago than the limit. A token with an acr that is not a level of the pool is
// credited only for its methods (developer guide, "Authentication levels with ACR and AMR claims").
//
// That the token must be of the same client and have the scope for the user's own account is
// unspecified, and so is the exception for a token of another user.
func (s *signIn) credit(pool userpool.Pool, limit *time.Duration) (userpool.Authentication, error) {
	nothing := userpool.Authentication{}
	user, client, err := s.tokenUserAndClient(s.in[accessToken])
	if err != nil {
		return nothing, err
	}
	named, err := s.Store.User(s.client.PoolID, s.in["USERNAME"])
	if err != nil || client.ID != s.client.ID || named.Username != user.Username {
		return nothing, apierror.InvalidParameter("ACCESS_TOKEN is not of the user and the app client of the request.")
	}
	token, err := s.Issuer.Access(s.in[accessToken])
	if err != nil || limit != nil && s.Store.Clock.Now().Sub(token.AuthTime) > *limit {
		return nothing, err
	}
	return userpool.Authentication{Level: pool.ACRLevel(token.ACR), AMR: slices.Clone(token.AMR)}, nil
}
