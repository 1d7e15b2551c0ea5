package session

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// CleanupTimeout limits the deletion of a temporary user after the run was stopped.
const CleanupTimeout = 30 * time.Second

// newTemporaryUser creates a confirmed user without a message, with a random password, the
// attributes that the pool requires and the named attributes. If the user may exist, remove
// is not nil, even with an error.
func newTemporaryUser(ctx context.Context, api check.UserAPI, pool *types.UserPoolType, named ...string) (user login.Credentials, remove func(context.Context) error, err error) {
	user, remove, err = InvitedUser(ctx, api, pool, named...)
	if err != nil {
		return user, remove, err
	}
	user.Password = RandomPassword(pool) // a new one, because a pool may reject previous passwords
	_, err = api.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: pool.Id, Username: &user.Username, Password: &user.Password, Permanent: true,
	})
	return user, remove, err
}

// InvitedUser creates a user with a temporary password, without a message. The user must set a
// new password at the first sign-in. The rest is as in newTemporaryUser.
func InvitedUser(ctx context.Context, api check.UserAPI, pool *types.UserPoolType, named ...string) (user login.Credentials, remove func(context.Context) error, err error) {
	if api == nil {
		return user, nil, errors.New("a temporary user requires credentials that may create users: use --username, or see docs/check.md for the permissions")
	}
	name := "cognitokit-check-" + strings.ToLower(rand.Text())
	address := name + "@example.com" // RFC 2606 section 3: a reserved domain
	username := address
	switch {
	case slices.Contains(pool.UsernameAttributes, types.UsernameAttributeTypeEmail):
	case slices.Contains(pool.UsernameAttributes, types.UsernameAttributeTypePhoneNumber):
		username = randomPhoneNumber()
	default: // a username must not be an address if email is an alias
		username = name
	}
	user = login.Credentials{Username: username, Password: RandomPassword(pool)}
	remove = func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), CleanupTimeout)
		defer cancel()
		_, err := api.AdminDeleteUser(ctx, &cognitoidentityprovider.AdminDeleteUserInput{UserPoolId: pool.Id, Username: &username})
		if errors.As(err, new(*types.UserNotFoundException)) {
			err = nil // the service did not create it
		}
		if err != nil {
			err = fmt.Errorf("the temporary user %s was not deleted: %s: delete it with `aws cognito-idp admin-delete-user --user-pool-id %s --username %s`", username, check.Reason(err), aws.ToString(pool.Id), username)
		}
		return err
	}
	_, err = api.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId: pool.Id, Username: &username, MessageAction: types.MessageActionTypeSuppress, TemporaryPassword: &user.Password,
		UserAttributes: attributes(pool, username, address, named),
	})
	return user, remove, err
}

// attributes returns the required and the named attributes, and an email address, which the
// scope email returns.
func attributes(pool *types.UserPoolType, username, address string, named []string) []types.AttributeType {
	phone := randomPhoneNumber()
	if strings.HasPrefix(username, "+") {
		phone = username
	}
	values := standardValues(address, phone)
	required := map[string]bool{"email": true}
	for _, name := range named {
		required[name] = true
	}
	for _, a := range pool.SchemaAttributes {
		if name := aws.ToString(a.Name); aws.ToBool(a.Required) {
			required[name] = true
			if values[name] == "" {
				values[name] = fitting(attributeText, a.StringAttributeConstraints)
			}
		}
	}
	for _, flag := range []string{"email", "phone_number"} {
		required[flag+"_verified"] = required[flag]
	}
	delete(required, "sub") // the service sets it
	var set []types.AttributeType
	for name, wanted := range required {
		if !wanted {
			continue
		}
		value := values[name]
		set = append(set, types.AttributeType{Name: &name, Value: &value})
	}
	slices.SortFunc(set, func(a, b types.AttributeType) int { return strings.Compare(*a.Name, *b.Name) })
	return set
}

// randomPhoneNumber returns a number that is reserved for fiction (North American Numbering
// Plan, 555-0100 to 555-0199), with a random area code.
func randomPhoneNumber() string {
	below := func(n int64) int64 {
		number, err := rand.Int(rand.Reader, big.NewInt(n))
		if err != nil { // crypto/rand documents that it does not fail
			panic(err)
		}
		return number.Int64()
	}
	return fmt.Sprintf("+1%d555%04d", 201+below(799), 100+below(100))
}

// RandomPassword returns a password with each character class that a policy can require, of
// the minimum length of the pool.
func RandomPassword(pool *types.UserPoolType) string {
	text := "Aa1!" + rand.Text()
	if pool.Policies == nil || pool.Policies.PasswordPolicy == nil {
		return text
	}
	for len(text) < int(aws.ToInt32(pool.Policies.PasswordPolicy.MinimumLength)) {
		text += rand.Text()
	}
	const longest = 99 // the maximum of PasswordPolicyType, MinimumLength
	return text[:min(len(text), longest)]
}
