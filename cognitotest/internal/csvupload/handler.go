package csvupload

import (
	"crypto/md5" // the entity tag of Amazon S3
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/uploadurl"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// MaxFile is the size of the largest file in bytes (developer guide, "Formatting the CSV file": 100
// MB).
const MaxFile = 100 << 20

// Handler serves the uploads of the jobs in a store.
type Handler struct{ Store *userpool.Store }

// Register adds the URLs to a mux.
func (h *Handler) Register(mux *http.ServeMux) { mux.HandleFunc("PUT "+uploadurl.Pattern, h.put) }

// IsUpload reports whether a request is for a presigned URL.
func IsUpload(r *http.Request) bool {
	return r.Method == http.MethodPut && r.URL.Query().Has("X-Amz-Signature")
}

func (h *Handler) put(w http.ResponseWriter, r *http.Request) {
	if err := uploadurl.Verify(h.Store, r); err != nil {
		h.refuse(w, err)
		return
	}
	content, err := io.ReadAll(r.Body)
	if err != nil {
		writeIncompleteBody(w)
		return
	}
	if err := h.Store.KeepImportFile(r.PathValue("pool"), r.PathValue("job"), read(content)); err != nil { // the pool was deleted
		writeError(w, http.StatusForbidden, "AccessDenied", "Access Denied")
		return
	}
	tag := md5.Sum(content)
	w.Header().Set("ETag", `"`+hex.EncodeToString(tag[:])+`"`)
	w.Header().Set(uploadurl.EncryptionHeader, uploadurl.Encryption)
	w.Header().Set("x-amz-request-id", userpool.NewUUID())
	w.WriteHeader(http.StatusOK)
}

// refuse writes the error of Amazon S3 for an invalid URL ("List of error codes"; for a request
// without the header of the encryption aws/aws-sdk-js-v3#6679).
func (h *Handler) refuse(w http.ResponseWriter, err error) {
	var invalid *sigv4.Error
	errors.As(err, &invalid) // uploadurl.Verify returns no other error
	switch invalid.Reason {
	case sigv4.Expired:
		writeError(w, http.StatusForbidden, "AccessDenied", "Request has expired")
	case sigv4.Incomplete:
		writeError(w, http.StatusBadRequest, "AuthorizationQueryParametersError",
			"Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
	case sigv4.Invalid:
		writeError(w, http.StatusForbidden, "SignatureDoesNotMatch",
			"The request signature we calculated does not match the signature you provided. Check your key and signing method.")
	default:
		writeError(w, http.StatusForbidden, "AccessDenied", "Access Denied")
	}
}

// Reject writes the error for a file that was not read to its end, with the texts of Amazon S3 ("List
// of error codes").
func Reject(w http.ResponseWriter, e *apierror.Exception) {
	switch e.Status {
	case http.StatusRequestEntityTooLarge:
		writeError(w, http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
	case http.StatusRequestTimeout:
		writeError(w, http.StatusBadRequest, "RequestTimeout", "Your socket connection to the server was not read from or written to within the timeout period.")
	default:
		writeIncompleteBody(w)
	}
}

func writeIncompleteBody(w http.ResponseWriter) {
	writeError(w, http.StatusBadRequest, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.")
}

// writeError writes an error in the form of Amazon S3 ("Error responses", Amazon S3 API reference).
func writeError(w http.ResponseWriter, status int, code, message string) {
	body := struct {
		XMLName   xml.Name `xml:"Error"`
		Code      string
		Message   string
		RequestID string `xml:"RequestId"`
	}{Code: code, Message: message, RequestID: userpool.NewUUID()}
	text, _ := xml.Marshal(body) // cannot fail: strings
	w.Header().Set("Content-Type", "application/xml")
	w.Header().Set("x-amz-request-id", body.RequestID)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, xml.Header+string(text)) // the client closed the connection
}
