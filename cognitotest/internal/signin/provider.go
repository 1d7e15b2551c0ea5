package signin

import (
	"context"
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// FromProvider signs in the user of a provider's assertion. It creates the profile at the user's
// first sign-in and updates it at later ones. It runs the triggers of the developer guide, "Lambda
// triggers for federated users".
func (s *Service) FromProvider(ctx context.Context, client userpool.Client, assertion userpool.Assertion) (userpool.User, error) {
	pool, err := s.Store.Pool(client.PoolID)
	if err != nil {
		return userpool.User{}, err
	}
	// The trigger runs before the user is found, because it may link the user to an account.
	if assertion, err = s.inboundFederation(ctx, pool, client, assertion); err != nil {
		return userpool.User{}, err
	}
	user, err := s.Store.FederatedUser(pool.ID, assertion)
	switch {
	case errors.Is(err, apierror.ErrUserNotFound):
		return s.signUpFromProvider(ctx, pool, client, assertion)
	case err != nil:
		return userpool.User{}, err
	case !user.Enabled:
		return userpool.User{}, apierror.NotAuthorized("User is not enabled") // the text is observed
	}
	in := &signIn{Service: s, Request: Request{Client: client, OnPage: true}, ctx: ctx, pool: pool}
	if err := in.preAuthenticate(&user); err != nil {
		return userpool.User{}, err
	}
	if user, err = s.Store.UpdateFederatedUser(client, user.Username, assertion); err != nil {
		return userpool.User{}, err
	}
	err = s.Triggers.PostAuthentication(ctx, in.triggerCall(trigger.PostAuthentication), user, false, nil)
	in.recordEvent(user.Username, Outcome{Result: &Result{User: user}}, err)
	return user, err
}

func (s *Service) signUpFromProvider(ctx context.Context, pool userpool.Pool, client userpool.Client, assertion userpool.Assertion) (userpool.User, error) {
	user, err := s.Store.NewFederatedUser(client, assertion)
	if err != nil {
		return userpool.User{}, err
	}
	call := trigger.Call{Source: trigger.PreSignUpExternalProvider, Pool: pool, ClientID: client.ID, Username: user.Username}
	if _, err := s.Triggers.PreSignUp(ctx, call, trigger.PreSignUpRequest{UserAttributes: trigger.UserAttributes(user)}); err != nil {
		return userpool.User{}, err
	}
	if err := s.Store.AddFederatedUser(user, assertion); err != nil {
		return userpool.User{}, err
	}
	call.Source = trigger.PostConfirmationSignUp
	err = s.Triggers.PostConfirmation(ctx, call, user, nil)
	in := &signIn{Service: s, ctx: ctx, pool: pool}
	in.recordEvent(user.Username, Outcome{Result: &Result{User: user}}, err)
	return user, err
}

// inboundFederation returns the assertion with the claims that the inbound federation trigger leaves.
// Only the claims that its response lists are kept, and then mapped. The subject must be among them,
// if it is a claim; that the trigger cannot change it is unspecified. The username in the event is the
// subject.
func (s *Service) inboundFederation(ctx context.Context, pool userpool.Pool, client userpool.Client, a userpool.Assertion) (userpool.Assertion, error) {
	received := a.Received
	if a.Provider.Type == "SAML" {
		received = map[string]map[string]string{"samlResponse": a.Claims}
	}
	claims, err := s.Triggers.InboundFederation(ctx,
		trigger.Call{Source: trigger.InboundFederation, Pool: pool, ClientID: client.ID, Username: a.Subject},
		trigger.InboundFederationRequest{ProviderName: a.Provider.Name, ProviderType: a.Provider.Type, Attributes: received})
	if err != nil || len(claims) == 0 {
		return a, err
	}
	if subject := claims[a.SubjectClaim]; a.SubjectClaim != "" && subject != a.Subject {
		return userpool.Assertion{}, trigger.InvalidResponse("userAttributesToMap must have the " + a.SubjectClaim + " of the provider, which is mapped to the username.") // the text is unspecified
	}
	a.Claims = claims
	return a, nil
}
