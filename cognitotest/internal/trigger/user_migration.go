package trigger

import (
	"context"
	"maps"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sources of the migrate user trigger.
const (
	UserMigrationAuthentication = "UserMigration_Authentication"
	UserMigrationForgotPassword = "UserMigration_ForgotPassword"
)

// UserMigrationRequest is the request of a migrate user event. The event for a forgotten
// password has no password.
type UserMigrationRequest struct {
	Password       string            `json:"password,omitempty"`
	ValidationData map[string]string `json:"validationData"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// UserMigrationResponse is the user in the other directory. A response without attributes
// means that the user is unknown. In the event all members are null.
type UserMigrationResponse struct {
	UserAttributes         map[string]string `json:"userAttributes"`
	FinalUserStatus        Text              `json:"finalUserStatus"` // any value other than CONFIRMED means RESET_REQUIRED
	MessageAction          Text              `json:"messageAction"`   // SUPPRESS or ""
	DesiredDeliveryMediums []string          `json:"desiredDeliveryMediums"`
	ForceAliasCreation     *bool             `json:"forceAliasCreation"`
	EnableSMSMFA           *bool             `json:"enableSMSMFA"`
}

// UserMigration runs the migrate user trigger for a user that the pool does not have. found
// is false if the pool has no such function or the function does not return a user.
func (i *Invoker) UserMigration(ctx context.Context, c Call, request UserMigrationRequest) (u UserMigrationResponse, found bool, err error) {
	c.Request = request
	ran, err := i.Run(ctx, c, &u)
	return u, err == nil && ran && len(u.UserAttributes) > 0, err
}

// Attributes returns the attributes of the user, sorted by name. The attribute username is
// left out, because it is the name of the account.
func (u UserMigrationResponse) Attributes() []userpool.Attribute {
	var list []userpool.Attribute
	for _, name := range slices.Sorted(maps.Keys(u.UserAttributes)) {
		if name != "username" {
			list = append(list, userpool.Attribute{Name: name, Value: u.UserAttributes[name]})
		}
	}
	return list
}
