package uploadurl

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sigv4"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Pattern is the path of the URLs, for [http.ServeMux]. The wildcards are the account, the pool and
// the job, as in the examples of the AWS CLI.
const Pattern = "/{account}/{pool}/{job}"

// Lifetime is how long a URL is valid. The developer guide has 15 minutes ("Creating a user import
// job"), and the URLs in the examples of the AWS CLI one second less.
const Lifetime = 899 * time.Second

// EncryptionHeader is the header that a client must send, with the value Encryption (developer
// guide, "Uploading the CSV file").
const (
	EncryptionHeader = "X-Amz-Server-Side-Encryption"
	Encryption       = "aws:kms"
)

const service = "s3"

// key returns the emulator's own access key, with which it signs the URLs.
func key(store *userpool.Store) sigv4.Key {
	secret := store.Secret("import-uploads", func() []byte {
		secret := make([]byte, 20)
		_, _ = rand.Read(secret) // never fails
		return secret
	})
	return sigv4.Key{ID: "AKIACOGNITOIMPORTJOB", Secret: hex.EncodeToString(secret)}
}

// For returns the URL of a job. It has the form of a URL of Amazon S3, and the scheme and the host
// in origin: the service has a bucket for it, and the emulator has none.
func For(store *userpool.Store, origin string, pool userpool.Pool, job userpool.ImportJob) string {
	u, _ := url.Parse(origin) // cannot fail: net/http has parsed the host
	u.Path = "/" + store.AccountID + "/" + pool.ID + "/" + job.ID
	return key(store).SignedURL(sigv4.Presigned{
		Method: http.MethodPut, URL: u, Header: http.Header{EncryptionHeader: {Encryption}},
		Region: pool.Region(), Service: service, At: job.Created, Lifetime: Lifetime,
	})
}

// Verify returns a [sigv4.Error] unless the URL of a request is valid.
func Verify(store *userpool.Store, r *http.Request) error {
	return key(store).VerifyURL(r, service, store.Clock.Now())
}
