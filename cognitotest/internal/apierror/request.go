package apierror

import "fmt"

// UnknownOperation rejects a request whose X-Amz-Target names no action.
func UnknownOperation(message string) error {
	return clientError("UnknownOperationException", message)
}

// Serialization rejects a body that is not the JSON of its action. The service sends no
// text for a body that is not JSON at all.
func Serialization(message string) error {
	return clientError("SerializationException", message)
}

// TooManyRequests rejects a request beyond the request rate quota (boto/boto3#2517,
// aws-amplify/amplify-js#3554).
func TooManyRequests() *Exception {
	return clientError("TooManyRequestsException", "Rate exceeded")
}

// RequestEntityTooLarge rejects a body of more than limit bytes. Name, status and text are
// unspecified.
func RequestEntityTooLarge(limit int64) *Exception {
	return &Exception{
		Name:    "RequestEntityTooLargeException",
		Message: fmt.Sprintf("The request body is larger than %d bytes.", limit),
		Status:  entityTooLarge,
	}
}

// RequestTimeout rejects a body that does not arrive in time. Name, status and text are
// unspecified.
func RequestTimeout() *Exception {
	return &Exception{Name: "RequestTimeoutException", Message: "The request body took too long.", Status: requestTimeout}
}

// IncompleteBody rejects a body that ends before its length. The text is unspecified.
func IncompleteBody() *Exception {
	return clientError("SerializationException", "The request body is incomplete.")
}

// The errors of signatures have the names of the JSON services (API reference, "Common errors").

// MissingAuthenticationToken rejects a request without a signature.
func MissingAuthenticationToken() error {
	return clientError("MissingAuthenticationTokenException", "Missing Authentication Token")
}

// IncompleteSignature rejects a signature that lacks a part.
func IncompleteSignature(message string) error {
	return clientError("IncompleteSignatureException", message)
}

// UnrecognizedClient rejects a signature of an unknown access key.
func UnrecognizedClient(message string) error {
	return clientError("UnrecognizedClientException", message)
}

// InvalidSignature rejects a signature that does not match the request.
func InvalidSignature(message string) error {
	return clientError("InvalidSignatureException", message)
}

// SignedCallFromPage rejects a signed action that a web page calls while the emulator has no
// keys to verify the signature. The service never returns it.
func SignedCallFromPage() error {
	return clientError("AccessDeniedException",
		"A web page sent this request, and the emulator has no access keys to verify its signature. Start it with Credentials to call signed actions from pages.")
}
