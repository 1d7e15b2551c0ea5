package hostedui

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// stepFirstFactor is the choice of managed login after the username, where the client
// lets people choose (developer guide, "Configure authentication methods for managed login").
const stepFirstFactor = "SELECT_CHALLENGE"

// firstStep begins the step after the username. Whether the user exists does not show.
func (v *visit) firstStep(login string) error {
	c := userpool.Challenge{OnPage: true, PoolID: v.pool.ID, ClientID: v.request.Client.ID, Username: login}
	if v.request.Client.AllowsAuthFlow("USER_AUTH") {
		c.Choices = v.pool.AnyFirstFactors()
		user, err := v.Store.User(v.pool.ID, login)
		switch {
		case err == nil:
			c.Choices = v.pool.FirstFactors(user)
		case errors.Is(err, userpool.ErrUserNotFound):
			c.Progress.Simulated = true
		default:
			return err
		}
		c.Choices = slices.DeleteFunc(c.Choices, func(f string) bool { return f == userpool.FactorPasswordSRP }) // the pages have one password
	}
	switch {
	case len(c.Choices) > 1:
		c.Name = stepFirstFactor
		return v.begin(c, "")
	case len(c.Choices) == 1 && c.Choices[0] != userpool.FactorPassword:
		return v.beginFactor(c, c.Choices[0])
	}
	return v.beginFactor(c, userpool.FactorPassword)
}

func (v *visit) takeFirstFactor(c userpool.Challenge) error {
	factor := v.r.PostFormValue("answer")
	if !slices.Contains(c.Choices, factor) {
		return userpool.InvalidParameter("Choose one of the options.") // the stand-in's own
	}
	return v.beginFactor(c, factor)
}

// beginFactor asks for the password, or sends a code in its place. To a user who does
// not exist it sends none and does not say so.
func (v *visit) beginFactor(c userpool.Challenge, factor string) error {
	c.Choices = nil
	if factor == userpool.FactorPassword {
		c.Name = stepPassword
		v.askPassword(c, "")
		return nil
	}
	c.Name, c.Progress.FirstFactor = factor, true
	if c.Progress.Simulated {
		if err := v.preAuthenticate(c.Username, nil); err != nil {
			return err
		}
		medium := codeMediums[factor]
		return v.begin(c, sent(&message.Delivery{Medium: medium, Destination: message.Mask(medium, c.Username)}))
	}
	user, err := v.Store.User(c.PoolID, c.Username)
	if err != nil {
		return err
	}
	if err := v.preAuthenticate(user.Username, &user); err != nil {
		return err
	}
	return v.ask(user, userpool.Step{Name: factor}, c.Progress)
}
