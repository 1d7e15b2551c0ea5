package apierror

import "fmt"

// UserLambdaValidation reports that a Lambda trigger failed with an error of its own.
func UserLambdaValidation(trigger string, cause error) error {
	return clientError("UserLambdaValidationException", trigger+" failed with error "+cause.Error()+".")
}

// InvalidLambdaResponse reports that a Lambda trigger returned something other than its event.
func InvalidLambdaResponse(message string) error {
	return clientError("InvalidLambdaResponseException", message)
}

// UnexpectedLambda reports that a Lambda trigger could not be invoked.
func UnexpectedLambda(format string, args ...any) error {
	return clientError("UnexpectedLambdaException", fmt.Sprintf(format, args...))
}
