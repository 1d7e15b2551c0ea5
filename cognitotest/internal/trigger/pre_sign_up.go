package trigger

import "context"

// The sources of the pre sign-up trigger.
const (
	PreSignUp                 = "PreSignUp_SignUp"
	PreSignUpAdminCreateUser  = "PreSignUp_AdminCreateUser"
	PreSignUpExternalProvider = "PreSignUp_ExternalProvider"
)

// PreSignUpRequest is the request of a pre sign-up event. The validationData of an event is
// null if the request has none (developer guide, "Client metadata").
type PreSignUpRequest struct {
	UserAttributes map[string]string `json:"userAttributes"`
	ValidationData map[string]string `json:"validationData"`
	ClientMetadata map[string]string `json:"clientMetadata,omitempty"`
}

// PreSignUpResponse is the decision of the function. The service ignores it for
// PreSignUpAdminCreateUser.
type PreSignUpResponse struct {
	AutoConfirmUser bool `json:"autoConfirmUser"`
	AutoVerifyEmail bool `json:"autoVerifyEmail"`
	AutoVerifyPhone bool `json:"autoVerifyPhone"`
}

// PreSignUp runs the pre sign-up trigger. An error of the function rejects the sign-up.
func (i *Invoker) PreSignUp(ctx context.Context, c Call, request PreSignUpRequest) (PreSignUpResponse, error) {
	c.Request = request
	var response PreSignUpResponse
	_, err := i.Run(ctx, c, &response)
	return response, err
}
