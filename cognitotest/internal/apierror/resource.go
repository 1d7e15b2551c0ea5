package apierror

import "fmt"

// PoolNotFound reports that a user pool does not exist, with the observed text.
func PoolNotFound(id string) error {
	return ResourceNotFound("User pool %s does not exist.", id)
}

// ClientNotFound reports that an app client does not exist, with the observed text.
func ClientNotFound(id string) error {
	return ResourceNotFound("User pool client %s does not exist.", id)
}

// InvalidOAuthFlow rejects OAuth settings of an app client.
func InvalidOAuthFlow(message string) error {
	return clientError("InvalidOAuthFlowException", message)
}

// ScopeDoesNotExist rejects a scope that the pool does not have.
func ScopeDoesNotExist(scope string) error {
	return clientError("ScopeDoesNotExistException", "Invalid scope requested: "+scope)
}

// FeatureUnavailable rejects a setting that the feature plan of the pool excludes.
func FeatureUnavailable(message string) error {
	return clientError("FeatureUnavailableInTierException", message)
}

// DevicesNotTracked rejects an action on devices in a pool that does not track them. The
// text is unspecified.
func DevicesNotTracked() error {
	return clientError("InvalidUserPoolConfigurationException", "User pool does not track devices.")
}

// DuplicateProvider rejects the name of an identity provider that the pool has.
func DuplicateProvider(name string) error {
	return clientError("DuplicateProviderException", "A provider already exists with the name: "+name)
}

// GroupExists rejects the name of a group that the pool has.
func GroupExists() error {
	return clientError("GroupExistsException", "A group with the name already exists.")
}

// ManagedLoginBrandingExists rejects a second style for an app client.
func ManagedLoginBrandingExists(clientID string) error {
	return clientError("ManagedLoginBrandingExistsException", "A ManagedLoginBranding already exists for client "+clientID)
}

// TermsExist rejects terms of a name that an app client has.
func TermsExist(name, clientID string) error {
	return clientError("TermsExistsException", "Terms "+name+" already exist for client "+clientID)
}

// AddOnNotEnabled rejects an action on the event history of a pool without threat protection. The
// text is unspecified.
func AddOnNotEnabled() error {
	return clientError("UserPoolAddOnNotEnabledException", "Threat protection is not enabled for the user pool.")
}

// PreconditionNotMet rejects an action on a user import job in another state.
func PreconditionNotMet(format string, args ...any) error {
	return clientError("PreconditionNotMetException", fmt.Sprintf(format, args...))
}

// UserImportInProgress rejects a change of a pool during an import. The text is unspecified.
func UserImportInProgress(id string) error {
	return clientError("UserImportInProgressException", "User import job "+id+" is in progress.")
}
